import { drawBand, drawCurve, pointsInPx, type Point } from './curves.ts';
import { drawField } from './field.ts';
import type { Series } from './figure-data.ts';
import { drawMarks } from './marks.ts';
import type { Scale } from './scale.ts';

/** One series with every point of its data; the caller clips it to the plot. */
export function drawSeries(series: Series, x: Scale, y: Scale): string {
  switch (series.kind) {
    case 'curve':
      return drawCurve(series, x, y);
    case 'band':
      return drawBand(series, x, y);
    case 'points':
      return drawMarks(series, x, y);
    case 'field':
      return drawField(series, x, y);
  }
}

/** The points in px that a label beside the series goes by: none for bands and fields. */
export const labelledPoints = (series: Series, x: Scale, y: Scale): readonly Point[] =>
  series.kind === 'curve' || series.kind === 'points'
    ? pointsInPx(series, x, y).filter((point) => point !== null)
    : [];
