import type { FigureData, Panel, Series } from '../../src/figures/figure-data.ts';

export type Values = readonly (readonly [x: number, y: number])[];

/**
 * The points that a series is to be drawn with, in the order in which they are drawn: a band goes out along its top
 * and back below, the cells of a field begin at their corner of least x and y.
 */
export function expectedPoints(series: Series): Values {
  const known = (x: readonly number[], y: readonly (number | null)[]): Values =>
    y.flatMap((value, i): Values => (value === null ? [] : [[x[i], value]]));
  switch (series.kind) {
    case 'curve':
    case 'points':
      return known(series.x, series.y);
    case 'band':
      return known([...series.x, ...series.x.toReversed()], [...series.high, ...series.low.toReversed()]);
    case 'field': {
      const { x, rows, share } = series;
      return share.flatMap((row, j) =>
        row.flatMap((value, i): Values => (value === null ? [] : [[x[i], rows[j]]])),
      );
    }
  }
}

/** How many points of a series have both ends of an error bar. */
export const expectedBars = (series: Series): number =>
  series.kind === 'points'
    ? (series.low ?? []).filter((low, i) => low !== null && series.high?.[i] != null).length
    : 0;

/** Three of the points, spread over those inside the plot, by their index. */
export function samples(points: Values, figure: FigureData, panel: Panel): readonly number[] {
  const within = (value: number, [low, high]: readonly [number, number]) => value >= low && value <= high;
  const inside = points.flatMap(([x, y], i) =>
    within(x, (panel.x ?? figure.x).domain) && within(y, panel.y.domain) ? [i] : [],
  );
  return inside.length === 0
    ? []
    : [0.15, 0.5, 0.85].map((share) => inside[Math.floor(share * inside.length)]);
}
