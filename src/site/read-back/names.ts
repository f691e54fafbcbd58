import { extname } from 'node:path';

const tag = /<[a-zA-Z][\w-]*((?:\s+[\w:@.-]+(?:="[^"]*"|='[^']*')?)*)\s*\/?>/g;
const attribute = /\s([\w:@.-]+)=(?:"([^"]*)"|'([^']*)')/g;
/** Bodies of inline scripts are no markup. */
const scriptBody = /(<script\b[^>]*>)[\s\S]*?(<\/script>)/g;

/** Whether an address begins as those of the site do. */
type IsOwn = (name: string) => boolean;

const always = ['href', 'src', 'poster', 'xlink:href'];
/** Attributes that may hold an address: only what begins as one of the site counts. */
const mayName = (name: string) => name.startsWith('data-') || name === 'content';

function inAttribute(name: string, value: string, isOwn: IsOwn): readonly string[] {
  if (always.includes(name)) return [value];
  if (name === 'srcset') return value.split(',').map((candidate) => candidate.trim().split(/\s/)[0]);
  return mayName(name) && isOwn(value) ? [value] : [];
}

function inMarkup(text: string, isOwn: IsOwn): readonly string[] {
  const tags = [...text.replaceAll(scriptBody, '$1$2').matchAll(tag)];
  return tags.flatMap(([, attributes]) =>
    [...attributes.matchAll(attribute)].flatMap(([, name, quoted, single]) =>
      inAttribute(name, (quoted ?? single).replaceAll('&amp;', '&'), isOwn),
    ),
  );
}

const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name);

function inScript(text: string, isOwn: IsOwn): readonly string[] {
  const imported = all(text, /\b(?:from|import)\s*\(?\s*["'`]([./][^"'`$]+)["'`]/g);
  const beside = all(text, /\bnew URL\(\s*["'`]([^"'`$:]+)["'`]\s*,\s*import\.meta\.url/g);
  const assets = all(text, /["'`](\/[^"'`$\s]*\/?_astro\/[^"'`$\s]+)["'`]/g);
  return [...imported, ...beside, ...assets.filter((name) => isOwn(name))];
}

/** Addresses that a page, a style sheet, a script or a sitemap names, as they stand in it. `site`: where it is served. */
export function namesIn(path: string, text: string, site: URL): readonly string[] {
  const isOwn: IsOwn = (name) => name.startsWith(site.pathname) || name.startsWith(site.href);
  switch (extname(path)) {
    case '.html':
    case '.svg':
      return inMarkup(text, isOwn);
    case '.css':
      return all(text, /(?:url\(\s*["']?|@import\s+["'])([^"')\s]+)/g);
    case '.js':
      return inScript(text, isOwn);
    case '.xml':
      return all(text, /<loc>([^<]*)<\/loc>/g);
    default:
      return [];
  }
}

/** The file of the site that an address leads to from a page; null where it leads elsewhere. */
export function fileOf(name: string, from: string, site: URL): string | null {
  if (!URL.canParse(name, new URL(from, site))) return null;
  const { origin, pathname } = new URL(name, new URL(from, site));
  if (origin !== site.origin) return null;
  // Beside the site, on the same host, stand files of others.
  if (!`${pathname}/`.startsWith(site.pathname)) return null;
  const path = decodeURIComponent(pathname.slice(site.pathname.length));
  return path === '' || path.endsWith('/') ? `${path}index.html` : path;
}
