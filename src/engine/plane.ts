import { plus } from '../math/vector.ts';
import type { Loss } from '../math/loss.ts';

/** A plane through parameter space: centre + a·first + b·second. */
interface Plane {
  readonly centre: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** Losses in float64 on a grid of a plane, [a, b] row-major: a row is one slice, many b in one call. */
export function planeLosses(
  loss: Pick<Loss, 'slice'>,
  { centre, first, second }: Plane,
  a: readonly number[],
  b: readonly number[],
): Float64Array {
  const losses = new Float64Array(a.length * b.length);
  a.forEach((distance, i) => losses.set(loss.slice(plus(centre, distance, first), second, b), i * b.length));
  return losses;
}
