import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a page numbers: its figures, equations and citations, each in the order of first appearance. */
export interface PageOrder {
  readonly figures: readonly string[];
  readonly equations: readonly string[];
  readonly citations: readonly string[];
  /** The TeX of each numbered equation, for previews of it. */
  readonly tex: Readonly<Record<string, string>>;
}

/** The `id` of every element of a component in MDX, each once. */
const idsOf = (body: string, component: string): readonly string[] => [
  ...new Set(
    [...body.matchAll(new RegExp(`<${component}\\s[^>]*?\\bid="([^"]+)"`, 'g'))].map(([, id]) => id),
  ),
];

const texOf = (body: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...body.matchAll(/<Equation\s[^>]*?\bid="([^"]+)"[^>]*>\s*\$\$([^$]+)\$\$/g)].map(([, id, tex]) => [
      id,
      tex.trim(),
    ]),
  );

/**
 * The MDX of a page with the MDX files that it imports put where they stand, so that what those number, cite and refer
 * to counts as the page's own. `path` is the page's file, from the root of the project.
 */
function wholeBody(path: string, body = readFileSync(path, 'utf8')): string {
  const imports = [...body.matchAll(/^import (\w+) from '([^']+\.mdx)';$/gm)];
  return imports.reduce(
    (text, [, name, from]) =>
      text.replaceAll(new RegExp(`<${name}(\\s[^>]*)?/>`, 'g'), () => wholeBody(join(dirname(path), from))),
    body,
  );
}

/** The order of an entry of a collection, of which Astro knows the file and the MDX. */
export function pageOrder(entry: { filePath?: string | undefined; body?: string | undefined }): PageOrder {
  const body = wholeBody(entry.filePath!, entry.body);
  return {
    figures: idsOf(body, 'Figure'),
    equations: idsOf(body, 'Equation'),
    citations: idsOf(body, 'Cite'),
    tex: texOf(body),
  };
}

/**
 * The number that a page gives to a figure or an equation.
 * @throws Error when the page does not have it, so that no reference leads nowhere.
 */
export function numberOf(order: PageOrder | undefined, kind: 'figures' | 'equations', id: string): number {
  const index = order?.[kind].indexOf(id) ?? -1;
  if (index < 0) throw new Error(`page: there is no "${id}" among its ${kind}`);
  return index + 1;
}
