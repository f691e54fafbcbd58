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

/** Style sheets of the site with every custom property replaced by its light value, without their media queries. */
export function figureStyle(tokens: string, styles: string): string {
  const plain = styles.replace(/@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '');
  return resolve(plain, lightValues(tokens));
}

/**
 * The figure as a file of its own, in the light theme, at its widest: the site's figure style sheet goes with it.
 * `tokens` and `styles` are the site's own CSS.
 */
export function standaloneSvg(figure: Figure, tokens: string, styles: string): string {
  const style = figureStyle(tokens, `${styles}\n.plot{display:block;background:var(--paper)}`);
  return drawFigure(figure, 'l').replace('>', `><style>${style}</style>`);
}
