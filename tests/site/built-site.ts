import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';

/** The folder under test: `MULTISCALE_DIST`, else `dist/`. */
export const dist = resolve(process.env['MULTISCALE_DIST'] ?? 'dist');

if (!existsSync(join(dist, 'index.html')))
  throw new Error(`${dist} holds no site; run npm run build first, or name a built site in MULTISCALE_DIST`);

/** A file of the site as text. */
export const read = (path: string): string => readFileSync(join(dist, path), 'utf8');

export const readJson = <T>(path: string): T => JSON.parse(read(path)) as T;

/** The path under which the site was built to be served, such as `/` or `/multiscale/`. */
export const base = /rel="icon" href="([^"]*)favicon\.svg"/.exec(read('index.html'))![1];

/** Every file of the site, as its path in the folder. */
export const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(dist, join(entry.parentPath, entry.name)).split(sep).join('/'))
  .sort();

/** Every page, as its path under `base`: `''`, `data/`, `404.html`. */
export const pages = files
  .filter((file) => file.endsWith('.html') && !file.startsWith('reports/'))
  .map((file) => file.replace(/(^|\/)index\.html$/, '$1'));

/** Reports as the command writes them, which stand alone: they have no part in the site around them. */
export const reports = files.filter((file) => /^reports\/.*\.html$/.test(file));

/** A page's path as the name of a file. */
export const pageName = (page: string): string =>
  page.replace(/\/$|\.html$/, '').replaceAll('/', '-') || 'index';
