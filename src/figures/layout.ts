import { range } from 'd3';
import { titleLeading, titleLines } from './axis-title.ts';
import type { FigureData, Panel } from './figure-data.ts';
import type { Frame } from './draw-panel.ts';

/** Widths at which a figure is drawn 1:1, each with its own labels; the style sheet shows one. */
export const sizes = { s: 300, m: 680, l: 892 } as const;
export type Size = keyof typeof sizes;

/** What a size keeps for itself: room for tick labels at the left and for labels at the right, share of height. */
const margins = {
  s: { left: 38, right: 10, height: 0.82 },
  m: { left: 50, right: 132, height: 1 },
  l: { left: 50, right: 132, height: 1 },
} as const;

/** Above a plot its y title, and a heading; below it tick labels and the x title, or only a gap. */
const [overPlot, heading, underLabelled, underBare] = [30, 28, 46, 26];
const gutter = 20;
/** Right of a plot in columns, for the last tick label. */
const columnRight = 8;

/** How many columns a size has room for. */
function columnsAt(columns: number, size: Size): number {
  if (size === 's') return 1;
  return size === 'm' && columns > 3 ? Math.ceil(columns / 2) : columns;
}

/** Where one panel stands, and whether it carries the x axis' labels and title. */
export interface Placed {
  readonly panel: Panel;
  readonly frame: Frame;
  readonly xLabels: 'labels' | 'no labels';
  /** Lines kept for the y titles of its row. */
  readonly titleLines: number;
}

/** Where each panel's plotting area lies, and the height of the whole in px. */
export function layOut(
  figure: FigureData,
  size: Size,
): { readonly placed: readonly Placed[]; readonly height: number } {
  const { left, right, height } = margins[size];
  const columns = columnsAt(Math.min(figure.columns ?? 1, figure.panels.length), size);
  const cell = (sizes[size] - (columns - 1) * gutter) / columns;
  const plotRight = columns > 1 ? columnRight : right;
  const rows = range(0, figure.panels.length, columns).map((i) => figure.panels.slice(i, i + columns));
  const labelled = (row: number, column: number) => {
    const below = rows[row + 1]?.[column];
    return !below || below.x !== undefined || rows[row][column].x !== undefined;
  };
  let top = 0;
  const placed = rows.flatMap((row, j) => {
    const titles = Math.max(...row.map(({ y }) => titleLines(y, cell).length));
    const headed = row.some((panel) => panel.heading !== undefined);
    top += overPlot + (headed ? heading : 0) + (titles - 1) * titleLeading;
    const bottom = top + Math.round(Math.max(...row.map((panel) => panel.height)) * height);
    const frames = row.map((panel, i): Placed => {
      const start = Math.round(i * (cell + gutter));
      const end = Math.round(start + cell);
      return {
        panel,
        frame: { start, left: start + left, right: end - plotRight, top, bottom, width: end },
        xLabels: labelled(j, i) ? 'labels' : 'no labels',
        titleLines: titles,
      };
    });
    const xTitles = frames
      .filter(({ xLabels }) => xLabels === 'labels')
      .map(({ panel, frame }) => titleLines(panel.x ?? figure.x, frame.right - frame.start).length);
    top =
      bottom + (xTitles.length === 0 ? underBare : underLabelled + (Math.max(...xTitles) - 1) * titleLeading);
    return frames;
  });
  return { placed, height: top };
}
