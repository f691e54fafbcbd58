import { isMatrix } from '../figures/figure-data.ts';
import { figureCsv, matrixCsv } from '../figures/figure-table.ts';
import { standaloneSvg } from '../figures/standalone.ts';
import figureStyles from '../styles/figures.css?raw';
import tokens from '../styles/tokens.css?raw';
import type { PublishedFigure } from '../registry/figures.ts';
import { toPng } from './png.ts';

/** A figure as an SVG file that needs nothing else. */
export const figureSvg = ({ data }: PublishedFigure): string => standaloneSvg(data, tokens, figureStyles);

interface Format {
  readonly type: string;
  readonly write: (figure: PublishedFigure) => string | Promise<Uint8Array<ArrayBuffer>>;
}

/** The files of a figure by their extension. */
export const figureFormats = {
  json: { type: 'application/json', write: ({ data, artifacts }) => JSON.stringify({ ...data, artifacts }) },
  csv: { type: 'text/csv', write: ({ data }) => (isMatrix(data) ? matrixCsv(data) : figureCsv(data)) },
  svg: { type: 'image/svg+xml', write: figureSvg },
  png: { type: 'image/png', write: (figure) => toPng(figureSvg(figure), 2) },
} satisfies Readonly<Record<string, Format>>;

export type FigureFormat = keyof typeof figureFormats;
