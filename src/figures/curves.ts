import type { Band, Curve } from './figure-data.ts';
import { polyline, type Point } from './path.ts';
import { roleClass } from './roles.ts';
import type { Scale } from './scale.ts';
import { element, px } from './svg.ts';

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

/** A curve as one path that has every point of its data. */
export function drawCurve(curve: Curve, x: Scale, y: Scale): string {
  const points = pointsInPx(curve, x, y);
  return element('path', {
    class: `curve ${curve.weight === 'main' ? 'main ' : ''}${roleClass[curve.role]}`,
    'data-series': curve.name,
    'data-points': points.filter((point) => point !== null).length,
    d: curve.shape === 'steps' ? stairs(points) : polyline(points),
  });
}

/** Runs of neighbours that all pass. */
const runs = (length: number, passes: (i: number) => boolean): readonly (readonly number[])[] =>
  Array.from({ length }, (_, i) => i).reduce<number[][]>((found, i) => {
    if (!passes(i)) return found;
    if (i > 0 && passes(i - 1)) found.at(-1)!.push(i);
    else found.push([i]);
    return found;
  }, []);

/** A band as one path: out along its top, back along its bottom, anew after each gap. */
export function drawBand(band: Band, x: Scale, y: Scale): string {
  const known = runs(band.x.length, (i) => band.low[i] !== null && band.high[i] !== null);
  const edge = (values: readonly (number | null)[], i: number): Point => [x(band.x[i]), y(values[i]!)];
  const outlines = known.map((run) =>
    polyline([...run.map((i) => edge(band.high, i)), ...run.toReversed().map((i) => edge(band.low, i))]),
  );
  return element('path', {
    class: `band ${roleClass[band.role ?? 'measured']}`,
    'data-series': band.name,
    'data-points': 2 * known.flat().length,
    d: outlines.map((outline) => `${outline}Z`).join(''),
  });
}
