import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { z } from 'zod';
import { faultIn } from './whole.ts';
import { fileOf, namesIn } from './names.ts';
import { missingInSearch } from './search.ts';

export interface Served {
  /** The path that the site is served under. */
  readonly base: string;
  /** Its host, where it has one. */
  readonly host?: string | undefined;
}

const manifestSchema = z.object({
  artifacts: z.array(z.object({ id: z.string(), files: z.record(z.string(), z.string()).optional() })),
});

const textual = /\.(html|css|js|xml|svg)$/;
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** sha256 of each file of the results by its path in the site, as the published manifest states it. */
async function statedIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(join(folder, 'data/manifest.json'), 'utf8').catch(() => null);
  if (text === null) return new Map();
  const { artifacts } = manifestSchema.parse(JSON.parse(text));
  return new Map(
    artifacts.flatMap(({ files = {} }) =>
      Object.entries(files).map(([path, checksum]) => [`data/${path}`, checksum] as const),
    ),
  );
}

/**
 * Reads a built site from the disk: what is wrong with it, in a line each. Every file must be whole, every file of the
 * results what the manifest states, and whatever a page, a style sheet, a script, the sitemap, the manifest or the index
 * of the search names must be there.
 */
export async function readBack(folder: string, { base, host }: Served): Promise<string[]> {
  const site = new URL(`/${base}/`.replaceAll(/\/+/g, '/'), host || 'http://localhost:4321');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  const there = new Set(files);
  const stated = await statedIn(folder).catch(() => new Map<string, string>());
  const wanted = new Map<string, string>();
  const want = (file: string, by: string) => void (wanted.has(file) || wanted.set(file, by));
  for (const file of ['index.html', '404.html', 'data/claims.json', 'data/manifest.json'])
    want(file, 'every site');
  for (const file of stated.keys()) want(file, 'data/manifest.json');
  const faults: string[] = [];
  for (const file of files) {
    const bytes = await readFile(join(folder, file));
    if (textual.test(file))
      for (const name of namesIn(file, bytes.toString('utf8'), site)) {
        const target = fileOf(name, file, site);
        if (target !== null) want(target, file);
      }
    const fault = await faultOf(file, bytes, stated.get(file));
    if (fault !== null) faults.push(`${file} ${fault}`);
  }
  for (const [file, by] of wanted) if (!there.has(file)) faults.push(`${file} is missing, which ${by} names`);
  return [...faults, ...(await missingInSearch(folder, there))];
}

async function faultOf(file: string, bytes: Buffer, checksum: string | undefined): Promise<string | null> {
  if (checksum === undefined) return faultIn(file, bytes);
  return sha256(bytes) === checksum ? null : 'does not match the checksum in data/manifest.json';
}

/** The last step of a build: nothing is complete that was not read back. */
export const readBackSite = (): AstroIntegration => {
  let served: Served = { base: '/' };
  return {
    name: 'read-back',
    hooks: {
      'astro:config:done': ({ config }) => void (served = { base: config.base, host: config.site }),
      'astro:build:done': async ({ dir, logger }) => {
        const faults = await readBack(fileURLToPath(dir), served);
        for (const fault of faults) logger.error(fault);
        if (faults.length > 0)
          // Where this was found out helps nobody.
          throw Object.assign(new Error(`the pages are not whole, as said above (${faults.length} faults)`), {
            stack: '',
          });
        logger.info('every file is whole, and every file that is named is there');
      },
    },
  };
};
