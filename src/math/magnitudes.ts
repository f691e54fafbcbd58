import { requireFinite, requirePositive } from './finite.ts';
import { slopeOf } from './fits.ts';

/** Magnitudes |x_j| of the samples with the weight of each in the loss; the weights sum to 1. */
export interface Magnitudes {
  readonly values: readonly number[];
  readonly weights: readonly number[];
}

const normalised = (values: readonly number[], weights: readonly number[]): Magnitudes => {
  requireFinite('magnitudes', values);
  requireFinite('weights of magnitudes', weights);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { values, weights: weights.map((weight) => weight / total) };
};

/** Magnitudes of equal weight. */
export const equallyWeighted = (values: readonly number[]): Magnitudes =>
  normalised(
    values,
    values.map(() => 1),
  );

/** `count` magnitudes of equal weight: `smallest` and its products with powers of `ratio`. */
export const separatedMagnitudes = (count: number, ratio: number, smallest = 1): Magnitudes =>
  equallyWeighted(Array.from({ length: count }, (_, k) => smallest * ratio ** k));

/**
 * A density of magnitudes proportional to m^{−α} on [from, to], as weights m^{1−α} on a grid that is even in log m:
 * weights, because samples drawn from it would leave out its rare large magnitudes. α = 1 is log-uniform.
 */
export function powerLawMagnitudes(
  alpha: number,
  { from, to, perDecade }: { readonly from: number; readonly to: number; readonly perDecade: number },
): Magnitudes {
  requirePositive({ from, to, perDecade });
  const steps = Math.round(Math.log10(to / from) * perDecade);
  const values = Array.from({ length: steps + 1 }, (_, i) => from * (to / from) ** (i / steps));
  return normalised(
    values,
    values.map((m) => (m / from) ** (1 - alpha)),
  );
}

/**
 * Between the distances 1/m of the largest and the smallest magnitude, L ∝ t^{α−1} for a density m^{−α} with
 * 1 < α < 3 (content/claims/two-layer-construction.mdx).
 */
export const predictedExponent = (alpha: number): number => alpha - 1;

/** Where L ∝ t^{α−1}, the two-cycle of gradient descent L′(x)/x = 2/η has x ∝ η^{1/(3−α)}. */
export const predictedCycleExponent = (alpha: number): number => 1 / (3 - alpha);

/** The multiplier (1 − ηL″(x))² of that two-cycle, from xL″/L′ = α − 2: below 1, so stable, for α in (2, 3) alone. */
export const predictedMultiplier = (alpha: number): number => (5 - 2 * alpha) ** 2;

/**
 * Least-squares slope of log y on log x over x in [from, to].
 * @throws RangeError with fewer than two points there, or where one is not positive and finite
 */
export function fittedExponent(
  x: readonly number[],
  y: readonly number[],
  [from, to]: readonly [number, number] = [0, Infinity],
): number {
  requireFinite('places of a fit', x);
  const points = x.flatMap((at, i): [number, number][] =>
    at >= from * (1 - 1e-9) && at <= to * (1 + 1e-9) ? [[Math.log(at), Math.log(y[i])]] : [],
  );
  return slopeOf(points);
}
