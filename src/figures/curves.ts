import { area, line } from 'd3';
import type { Band, Curve } from './figure-data.ts';
import { roleClass } from './roles.ts';
import type { Scale } from './scale.ts';
import { element, px } from './svg.ts';

/** A point in px. */
export type Point = readonly [number, number];

/** Points in px, those off the plot too; null where the data have a gap. */
export const pointsInPx = (
  { x: xs, y: ys }: { readonly x: readonly number[]; readonly y: readonly (number | null)[] },
  x: Scale,
  y: Scale,
): readonly (Point | null)[] => ys.map((value, i) => (value === null ? null : [x(xs[i]), y(value)]));

/** Path data of a staircase: across at the old value, then to the new point. */
function stairs(points: readonly (Point | null)[]): string {
  return points
    .map((point, i) => {
      if (point === null) return '';
      const [x, y] = point.map(px);
      return points[i - 1] ? `H${x}L${x},${y}` : `M${x},${y}`;
    })
    .join('');
}

const lines = line<Point | null>(
  (point) => point![0],
  (point) => point![1],
)
  .defined((point) => point !== null)
  .digits(1);

/** A curve as one path that has every point of its data. */
export function drawCurve(curve: Curve, x: Scale, y: Scale): string {
  const points = pointsInPx(curve, x, y);
  return element('path', {
    class: `curve ${curve.weight === 'main' ? 'main ' : ''}${roleClass[curve.role]}`,
    'data-series': curve.name,
    'data-points': points.filter((point) => point !== null).length,
    d: curve.shape === 'steps' ? stairs(points) : (lines(points) ?? ''),
  });
}

/** A band as one path: out along its top, back along its bottom. */
export function drawBand(band: Band, x: Scale, y: Scale): string {
  const path = area<number>()
    .defined((i) => band.low[i] !== null && band.high[i] !== null)
    .x((i) => x(band.x[i]))
    .y0((i) => y(band.low[i]!))
    .y1((i) => y(band.high[i]!));
  const indices = band.x.map((_, i) => i);
  return element('path', {
    class: `band ${roleClass[band.role ?? 'measured']}`,
    'data-series': band.name,
    'data-points': 2 * indices.filter((i) => band.low[i] !== null && band.high[i] !== null).length,
    d: path.digits(1)(indices) ?? '',
  });
}
