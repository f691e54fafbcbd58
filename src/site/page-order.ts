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

export const pageOrder = (body: string): PageOrder => ({
  figures: idsOf(body, 'Figure'),
  equations: idsOf(body, 'Equation'),
  citations: idsOf(body, 'Cite'),
  tex: texOf(body),
});

/**
 * The number that a page gives to a figure or an equation.
 * @throws Error when the page does not have it, so that no reference leads nowhere.
 */
export function numberOf(order: PageOrder | undefined, kind: 'figures' | 'equations', id: string): number {
  const index = order?.[kind].indexOf(id) ?? -1;
  if (index < 0) throw new Error(`page: there is no "${id}" among its ${kind}`);
  return index + 1;
}
