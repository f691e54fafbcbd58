import { range } from 'd3';
import { drawBand, drawCurve, pointsInPx } from './curves.ts';
import type { Point } from './path.ts';
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

/** Points along a line are no further apart than this in px, so that no label lies across a line between two of them. */
const apart = 8;

/** Points of a line and of a cloud that labels heed; more of them would only take longer. */
const heeded = { line: 4000, cloud: 400 };

/** From one point to the next, the first left out. */
function between([x1, y1]: Point, [x2, y2]: Point): readonly Point[] {
  const count = Math.min(Math.ceil(Math.hypot(x2 - x1, y2 - y1) / apart), 200);
  return range(1, count + 1).map((i) => [x1 + (i * (x2 - x1)) / count, y1 + (i * (y2 - y1)) / count]);
}

/** Every so many of the points and the last, where there are very many. */
function thinned(points: readonly Point[], most: number): readonly Point[] {
  const stride = Math.ceil(points.length / most);
  return stride <= 1 ? points : points.filter((_, i) => i % stride === 0 || i === points.length - 1);
}

/** The points in px that a label beside the series goes by: none for bands and fields. */
export function labelledPoints(series: Series, x: Scale, y: Scale): readonly Point[] {
  switch (series.kind) {
    case 'points':
      return thinned(
        pointsInPx(series, x, y).filter((point) => point !== null),
        series.shape === 'dot' ? heeded.cloud : heeded.line,
      );
    case 'curve':
      return thinned(
        pointsInPx(series, x, y).flatMap((point, i, all) => {
          if (point === null) return [];
          const before = all[i - 1];
          return before ? between(before, point) : [point];
        }),
        heeded.line,
      );
    case 'band':
    case 'field':
      return [];
  }
}
