import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Figure } from '../../../src/figures/figure-data.ts';
import { drawFigure } from '../../../src/figures/draw-figure.ts';
import { figureStyle } from '../../../src/figures/standalone.ts';
import { toPng } from '../../../src/site/png.ts';

export const folder = new URL('./committed/', import.meta.url);

const css = (name: string): string =>
  readFileSync(new URL(`../../../src/styles/${name}.css`, import.meta.url), 'utf8');

/** Ids of the figures whose data and picture are committed. */
export const committedIds = (): readonly string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json.gz'))
    .map((file) => file.replace('.json.gz', ''))
    .sort();

export const committedData = (id: string): Figure =>
  JSON.parse(gunzipSync(readFileSync(new URL(`${id}.json.gz`, folder))).toString('utf8')) as Figure;

export const committedPicture = (id: string): Uint8Array => readFileSync(new URL(`${id}.png`, folder));

/** The figure as the current code draws it, at the middle size, in the light theme. */
export function picture(figure: Figure, encoding?: 'quick' | 'small'): Promise<Uint8Array> {
  const style = figureStyle(css('tokens'), `${css('figures')}\n.plot{display:block;background:var(--paper)}`);
  return toPng(drawFigure(figure, 'm').replace('>', `><style>${style}</style>`), 1, encoding);
}
