/** A point in px. */
export type Point = readonly [number, number];

/** A point in tenths of a px, which is finer than a screen shows. */
type Tenths = readonly [number, number];

const tenths = ([x, y]: Point): Tenths => [Math.round(x * 10), Math.round(y * 10)];
const shown = (value: number): string => String(value / 10).replace(/^(-?)0\./, '$1.');
/** Two numbers of path data, with no more between them than they need. */
const pair = (x: number, y: number): string => `${shown(x)}${y < 0 ? '' : ','}${shown(y)}`;

/**
 * Points of a path, one command each: the first of each run absolute (`M`), the others relative to the one before
 * (`next`), which is shorter.
 */
function relatively(points: readonly (Point | null)[], next: 'l' | 'm', after = ''): string {
  let last: Tenths | null = null;
  return points
    .map((point) => {
      if (point === null) {
        last = null;
        return '';
      }
      const at = tenths(point);
      const step = last ? next + pair(at[0] - last[0], at[1] - last[1]) : `M${at[0] / 10},${at[1] / 10}`;
      last = at;
      return step + after;
    })
    .join('');
}

/** A line through points, broken at null. */
export const polyline = (points: readonly (Point | null)[]): string => relatively(points, 'l');

/** Strokes of no length, which round ends make discs. */
export const dots = (points: readonly Point[]): string => relatively(points, 'm', 'h0');
