/**
 * Local minima of a curve sampled in order. A fall or rise counts once it exceeds `tolerance`, so that rounding makes no
 * minima; the ends of the curve are none.
 */
export function countMinima(values: readonly number[], tolerance: number): number {
  let count = 0;
  let falling: boolean | null = null;
  let [lowest, highest] = [values[0], values[0]];
  for (const value of values) {
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
    if (falling !== false && value > lowest + tolerance) {
      if (falling) count++;
      falling = false;
      highest = value;
    } else if (falling !== true && value < highest - tolerance) {
      falling = true;
      lowest = value;
    }
  }
  return count;
}
