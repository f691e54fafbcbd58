import { requireFinite } from './finite.ts';

/**
 * Places of the local minima of a curve sampled in order. A fall or rise counts once it exceeds `tolerance`, so that
 * rounding makes no minima; the ends of the curve are none.
 */
export function minimaOf(values: readonly number[], tolerance: number): number[] {
  requireFinite('values of a curve', values);
  if (!(tolerance >= 0)) throw new RangeError(`the tolerance of a minimum is ${tolerance}`);
  const found: number[] = [];
  let falling: boolean | null = null;
  let [lowest, highest] = [0, 0];
  values.forEach((value, i) => {
    if (value < values[lowest]) lowest = i;
    if (value > values[highest]) highest = i;
    if (falling !== false && value > values[lowest] + tolerance) {
      if (falling) found.push(lowest);
      falling = false;
      highest = i;
    } else if (falling !== true && value < values[highest] - tolerance) {
      falling = true;
      lowest = i;
    }
  });
  return found;
}

/** How many there are. */
export const countMinima = (values: readonly number[], tolerance: number): number =>
  minimaOf(values, tolerance).length;
