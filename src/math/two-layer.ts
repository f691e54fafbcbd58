import { normalDensity, type Activation } from './activations.ts';
import { requireFinite, requirePositive } from './finite.ts';
import type { Magnitudes } from './magnitudes.ts';

/*
 * The two-layer construction (Ma et al. 2022, section 4). f(x; W) = Σ_i a_i σ(w_i·x) with fixed output
 * weights a, squared error and a teacher of zero: W = 0 is a minimum with loss 0. Along W = tΔ a sample of magnitude
 * m = |x| adds ℓ(mt) to the loss, so that one profile ℓ is stretched by 1/m for each sample:
 * L(t) = Σ_j w_j ℓ(m_j t). For independent standard normal entries of Δ the mean of ℓ over directions is known.
 */

/** The activations whose direction averages are known here. */
export type ConstructionActivation = Extract<Activation, 'sin' | 'erf' | 'tanh' | 'relu' | 'identity'>;

/** Mean of σ(zg) and of σ(zg)² over a standard normal g. */
interface GaussianMoments {
  readonly mean: (z: number) => number;
  readonly square: (z: number) => number;
}

const zero = () => 0;

/** Twice the trapezoidal sum of an even function that has died out at `reach`. */
function evenIntegral(f: (u: number) => number, reach: number): number {
  const step = 0.25;
  let sum = 0.5 * f(0);
  for (let u = step; u <= reach; u += step) sum += f(u);
  return 2 * step * sum;
}

/**
 * E tanh²(zg). The trapezoidal rule converges geometrically for functions that are analytic in a strip (Trefethen and
 * Weideman 2014): with a step of 0.25 it is exact to rounding. For z > 1 it runs over u = zg, where 1 − tanh² dies out.
 */
const tanhSquare = (z: number): number =>
  z <= 1
    ? evenIntegral((g) => Math.tanh(z * g) ** 2 * normalDensity(g), 9)
    : 1 - evenIntegral((u) => (normalDensity(u / z) / z) * Math.cosh(u) ** -2, 20);

const moments: Readonly<Record<ConstructionActivation, GaussianMoments>> = {
  sin: { mean: zero, square: (z) => -Math.expm1(-2 * z * z) / 2 },
  erf: {
    mean: zero,
    // 2z²/(1 + 2z²) without ∞/∞ where z² overflows.
    square: (z) => (2 / Math.PI) * Math.asin(z > 1e100 ? 1 : (2 * z * z) / (1 + 2 * z * z)),
  },
  tanh: { mean: zero, square: tanhSquare },
  relu: { mean: (z) => z / Math.sqrt(2 * Math.PI), square: (z) => 0.5 * z * z },
  identity: { mean: zero, square: (z) => z * z },
};

/**
 * Mean over Gaussian directions Δ of ½ f(x; tΔ)² for a sample of magnitude m, z = mt. For odd activations, such as
 * sin ((|a|²/4)(1 − e^{−2z²})) and erf ((|a|²/π) arcsin(2z²/(1+2z²))), only |a|² matters.
 */
export function averageProfile(
  activation: ConstructionActivation,
  outputWeights: ArrayLike<number>,
  z: number,
): number {
  const { mean, square } = moments[activation];
  let [squares, sum] = [0, 0];
  for (let i = 0; i < outputWeights.length; i++) {
    squares += outputWeights[i] ** 2;
    sum += outputWeights[i];
  }
  const average = mean(z);
  return 0.5 * (squares * (square(z) - average * average) + sum * sum * average * average);
}

/** ℓ(z) of a single unit along a single direction, ½σ(z)². */
export const unitProfile = (sigma: (z: number) => number) => (z: number) => 0.5 * sigma(z) ** 2;

/** L(t) = Σ_j w_j ℓ(m_j t) at each distance. */
export function stretchedLoss(
  profile: (z: number) => number,
  { values, weights }: Magnitudes,
  t: readonly number[],
): number[] {
  return t.map((distance) => values.reduce((sum, m, j) => sum + weights[j] * profile(m * distance), 0));
}

/** The loss of the construction along W = tΔ, averaged over Gaussian directions Δ. */
export const averageLoss = (
  activation: ConstructionActivation,
  outputWeights: ArrayLike<number>,
  magnitudes: Magnitudes,
  t: readonly number[],
): number[] => stretchedLoss((z) => averageProfile(activation, outputWeights, z), magnitudes, t);

/** A profile ℓ with its first two derivatives, each a function of z. */
interface Profile {
  readonly value: (z: number) => number;
  readonly first: (z: number) => number;
  readonly second: (z: number) => number;
}

/** ½tanh²(z). */
export const tanhProfile: Profile = {
  value: (z) => 0.5 * Math.tanh(z) ** 2,
  first: (z) => Math.tanh(z) * Math.cosh(z) ** -2,
  second: (z) => Math.cosh(z) ** -2 * (Math.cosh(z) ** -2 - 2 * Math.tanh(z) ** 2),
};

/** A two-cycle {x, −x} of gradient descent on L(t) = Σ_j w_j ℓ(m_j t). */
interface ConstructionCycle {
  readonly amplitude: number;
  /** (1 − ηL″(x))², stable below 1. */
  readonly multiplier: number;
}

const cycleReach = 1e30;

/**
 * The two-cycle of gradient descent, L′(x)/x = 2/η; null where L″(0) ≤ 2/η, so that there is none. L′(x)/x falls for
 * the profiles here, so that bisection in log x finds the one there is.
 */
export function constructionCycle(
  { first, second }: Profile,
  { values, weights }: Magnitudes,
  learningRate: number,
): ConstructionCycle | null {
  requirePositive({ learningRate });
  for (const numbers of [values, weights]) requireFinite('magnitudes and their weights', numbers);
  const sum = (term: (m: number) => number) =>
    values.reduce((total, m, j) => total + weights[j] * term(m), 0);
  const excess = (x: number) => sum((m) => m * first(m * x)) / x - 2 / learningRate;
  const largest = values.reduce((a, b) => Math.max(a, b), 0);
  if (sum((m) => m * m * second(0)) <= 2 / learningRate) return null;
  let [low, high] = [1e-9 / largest, cycleReach];
  if (excess(low) <= 0) return null;
  for (let i = 0; i < 100; i++) {
    const middle = Math.sqrt(low * high);
    if (excess(middle) > 0) low = middle;
    else high = middle;
  }
  const amplitude = Math.sqrt(low * high);
  const curvature = sum((m) => m * m * second(m * amplitude));
  return { amplitude, multiplier: (1 - learningRate * curvature) ** 2 };
}
