import { drawFigure } from './draw-figure.ts';
import type { Figure } from './figure-data.ts';

/** The light colour of each custom property that `tokens` declares, its references followed. */
function lightValues(tokens: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [, name, value] of tokens.matchAll(/(--[\w-]+):\s*([^;]+);/g))
    values.set(name, value.replace(/^light-dark\(([^,]+),.*\)$/s, '$1').trim());
  return values;
}

function resolve(css: string, values: ReadonlyMap<string, string>): string {
  const next = css.replace(/var\((--[\w-]+)\)/g, (whole, name) => values.get(name) ?? whole);
  return next === css ? css : resolve(next, values);
}

/**
 * The figure as a file of its own, in the light theme, at its widest: the site's figure style sheet goes with it,
 * every custom property replaced by its value. `tokens` and `styles` are the site's own CSS.
 */
export function standaloneSvg(figure: Figure, tokens: string, styles: string): string {
  const values = lightValues(tokens);
  const plain = styles.replace(/@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '');
  const style = resolve(`${plain}\n.plot{display:block;background:var(--paper)}`, values);
  return drawFigure(figure, 'l').replace('>', `><style>${style}</style>`);
}
