import { norm, plus } from '../../src/math/vector.ts';

/** ‖a − b‖/‖b‖; where b is 0, ‖a‖. */
export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [first, second] = [Float64Array.from(a), Float64Array.from(b)];
  return norm(plus(first, -1, second)) / (norm(second) || 1);
}
