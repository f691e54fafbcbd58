import { bisector } from 'd3';
import { requireCurve, requireFinite, requirePositive } from './finite.ts';

/**
 * Distances t > 0, evenly spaced in log t, with both ends included.
 * @throws RangeError where a number is not positive, or the ends do not ascend
 */
export function logSpaced(low: number, high: number, pointsPerDecade: number): number[] {
  requirePositive({ low, high, pointsPerDecade });
  if (high < low) throw new RangeError(`distances from ${low} to ${high} do not ascend`);
  const steps = Math.round(Math.log10(high / low) * pointsPerDecade);
  return Array.from({ length: steps + 1 }, (_, i) => low * 10 ** (i / pointsPerDecade));
}

/**
 * f(t) = ½[L(θ+tv) + L(θ−tv)] − L(θ), the symmetrised rise [t] (content/methods/definitions.mdx): free of the residual gradient.
 * @throws RangeError where a loss is not finite, or the sides differ in length
 */
export function symmetrisedRise(
  forward: ArrayLike<number>,
  backward: ArrayLike<number>,
  centre: number,
): number[] {
  if (forward.length !== backward.length)
    throw new RangeError(`a slice of ${forward.length} losses forward and ${backward.length} backward`);
  for (const losses of [forward, backward, [centre]]) requireFinite('losses of a slice', losses);
  return Array.from(forward, (loss, i) => 0.5 * (loss - centre + (backward[i] - centre)));
}

/**
 * Local growth exponent p(t) = d log f / d log t of a slice; 2 where the loss is quadratic. Dimensionless.
 * Central differences in log t, one-sided at the ends; not finite where f vanishes or changes its sign on the stencil.
 * @throws RangeError where f itself is not finite
 */
export function growthExponents(t: readonly number[], f: readonly number[]): number[] {
  requireCurve('growth exponents', t, f);
  return t.map((_, i) => {
    const [a, b] = [Math.max(i - 1, 0), Math.min(i + 1, t.length - 1)];
    return Math.log(f[b] / f[a]) / Math.log(t[b] / t[a]);
  });
}

/**
 * Relative error that float64 rounding leaves in f: the losses it is the difference of are of size
 * max(L, f) and each carries a few units in the last place. Infinite where f is 0.
 */
export function riseError(f: readonly number[], centreLoss: number): number[] {
  requireFinite('rise of the loss', [centreLoss, ...f]);
  return f.map((rise) =>
    rise === 0 ? Infinity : (4 * Number.EPSILON * (centreLoss + Math.abs(rise))) / Math.abs(rise),
  );
}

/** Value at the distance `at` of a curve [t], linear in log t; null outside or beside a gap. */
export function valueAt(t: readonly number[], values: readonly (number | null)[], at: number): number | null {
  requireCurve('curve', t, values);
  requireFinite('distance', [at]);
  if (t.length < 2) return at === t[0] ? values[0] : null;
  const i = Math.min(Math.max(bisector((d: number) => d).left(t, at), 1), t.length - 1);
  const [low, high] = [values[i - 1], values[i]];
  if (at < t[0] || at > t[t.length - 1] || low === null || high === null) return null;
  const share = Math.log(at / t[i - 1]) / Math.log(t[i] / t[i - 1]);
  return low + share * (high - low);
}

/**
 * Quadratic radius: the largest t such that |2f/(λt²) − 1| ≤ `tolerance` on all of (0, t], interpolated in log t.
 * Null where the slice stays quadratic to its last point, 0 where it already departs at the first.
 * @throws RangeError for a slice without points or with a number that is not finite, of which neither can be said
 */
export function quadraticRadius(
  t: readonly number[],
  f: readonly number[],
  curvature: number,
  tolerance = 0.1,
): number | null {
  requireCurve('quadratic radius', t, f);
  requireFinite('curvature', [curvature]);
  if (t.length === 0) throw new RangeError('the quadratic radius of a slice without points');
  if (!(tolerance >= 0)) throw new RangeError(`the tolerance of a quadratic radius is ${tolerance}`);
  const departure = t.map((distance, i) => Math.abs((2 * f[i]) / (curvature * distance ** 2) - 1));
  const i = departure.findIndex((value) => !(value <= tolerance));
  if (i < 0) return null;
  if (i === 0) return 0;
  const share = (tolerance - departure[i - 1]) / (departure[i] - departure[i - 1]);
  return t[i - 1] * (t[i] / t[i - 1]) ** share;
}

/** Mean of p over [from, to], that is log(f(to)/f(from)) / log(to/from); null where the slice does not reach. */
export function meanExponent(
  t: readonly number[],
  f: readonly number[],
  from: number,
  to: number,
): number | null {
  requireCurve('mean exponent', t, f);
  const logs = f.map((value) => (value > 0 ? Math.log(value) : null));
  const [low, high] = [valueAt(t, logs, from), valueAt(t, logs, to)];
  if (low === null || high === null) return null;
  if (!(from < to)) throw new RangeError(`a mean exponent from ${from} to ${to}`);
  return (high - low) / Math.log(to / from);
}

/**
 * Share of [from, to] in log t on which f'(t)/t falls: the paper's condition for subquadratic growth.
 * A step counts as a fall only where it exceeds what rounding can do to it.
 * @throws RangeError where no step lies in the interval
 */
export function decreasingShare(
  t: readonly number[],
  f: readonly number[],
  error: readonly number[],
  [from, to]: readonly [number, number],
): number {
  if (error.length !== t.length || error.some((value) => !(value >= 0)))
    throw new RangeError('falls of f′(t)/t need the error of f at every distance');
  const exponents = growthExponents(t, f);
  const slopes = t.map((distance, i) => (exponents[i] * f[i]) / distance ** 2);
  const steps = t.flatMap((_, i) => (i > 1 && i < t.length - 1 && t[i - 1] >= from && t[i] <= to ? [i] : []));
  if (steps.length === 0) throw new RangeError(`no step of the slice lies between ${from} and ${to}`);
  const falls = steps.filter((i) => {
    const noise = (2 * (error[i - 2] + error[i + 1])) / Math.log(t[i] / t[i - 1]);
    return slopes[i] < slopes[i - 1] * (1 - noise);
  });
  return falls.length / steps.length;
}
