import type { Approximation } from './krylov-space.ts';

/** Probability that a search passes over an eigenvalue whose existence it denies. */
export const missProbability = 1e-6;

/**
 * What a matrix may have for a largest eigenvalue on the complement of orthonormal Ritz vectors, lest the whole matrix have
 * more eigenvalues above t than there are Ritz values: by Haynsworth's inertia additivity (1968) the number of the rest is
 * that of B + Σ Rᵢ ᵀRᵢ/(t − θᵢ), and those with θᵢ > t only lower it.
 * @param known Ritz values θ with residuals ‖R‖ that are orthogonal to all Ritz vectors
 */
export function roomBelow(t: number, known: readonly Approximation[]): number {
  return known.reduce(
    (room, { value, residual }) => (value < t ? room - residual ** 2 / (t - value) : room),
    t,
  );
}

/**
 * ln of a bound on the probability of an eigenvalue above t, where Lanczos's polynomial q of a random unit vector has reached
 * ln q(t) = `logPolynomial`: the eigenvector's share of it is below 1/q(t) (van Dorsselaer, Hochstenbach and van der Vorst
 * 2000), and a coordinate is below δ with probability at most δ√(2·dimension/π).
 */
export function logMissProbability(logPolynomial: number, dimension: number): number {
  return Math.min(0, 0.5 * Math.log((2 * dimension) / Math.PI) - logPolynomial);
}

/**
 * How many of a Krylov space's Ritz values next to the known ones are worth keeping out of the way of a search above t,
 * descending in `rest`: those that leave the widest gap, in terms of the spectrum, above what is then the largest.
 */
export function neighboursInTheWay(
  t: number,
  known: readonly Approximation[],
  rest: readonly Approximation[],
): number {
  const lowest = rest.at(-1)?.value ?? 0;
  const gaps = rest
    .slice(0, -1)
    .map(({ value }, m) => (roomBelow(t, [...known, ...rest.slice(0, m)]) - value) / (value - lowest));
  return gaps.reduce((best, gap, m) => (gap > gaps[best] ? m : best), 0);
}
