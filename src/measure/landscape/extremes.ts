import type { HessianVectorProduct } from '../../math/checked-product.ts';
import type { Eigenpair } from '../../math/eigenpair.ts';
import type { Loss, Precision } from '../../math/loss.ts';
import { gaussianVector, random } from '../../math/random.ts';
import { dot, norm, plus } from '../../math/vector.ts';
import { warmEigenpairs } from '../../math/warm-lanczos.ts';
import type { Report } from './schema.ts';

/** Eigenpairs of one end of the spectrum, outermost first, and what they cost. */
export interface Extremes {
  readonly pairs: readonly (Omit<Report['eigenvalues']['top'][number], 'direction'> & {
    readonly vector: Float64Array;
  })[];
  readonly products: number;
}

export interface ExtremesSearch {
  readonly end: 'largest' | 'smallest';
  readonly count: number;
  readonly tolerance: number;
  readonly maxProducts: number;
  readonly precision: Precision;
  readonly seed: number;
}

/** Rayleigh quotient and residual of a vector by an exact product: what a search in float32 has found, told in float64. */
function polished(product: HessianVectorProduct, pair: Eigenpair): Pick<Eigenpair, 'value' | 'residual'> {
  const image = product(pair.vector);
  const value = dot(pair.vector, image);
  return { value, residual: norm(plus(image, -value, pair.vector)) / Math.abs(value) };
}

/**
 * The largest or smallest eigenvalues of the Hessian with their vectors. A search in float32 ends with one product in
 * float64 for each pair, by which its value is right to about the square of its residual.
 */
export function extremePairs(
  loss: Pick<Loss, 'hessian'>,
  point: Float64Array,
  { end, count, tolerance, maxProducts, precision, seed }: ExtremesSearch,
): Extremes {
  if (count === 0) return { pairs: [], products: 0 };
  const start = gaussianVector(point.length, random(seed, 'Lanczos start'));
  const search = { count, end, stop: { residual: tolerance }, maxProducts };
  const found = warmEigenpairs(loss.hessian(point, precision), [start], search);
  const exact = precision === 'float32' ? loss.hessian(point) : undefined;
  const pairs = found.eigenpairs.map((pair) => {
    const { value, residual } = exact ? polished(exact, pair) : pair;
    const isExact = residual <= 2 * tolerance;
    const status = !isExact ? 'unconverged' : pair.converged ? 'converged' : 'unsearched';
    return { value, residual, vector: pair.vector, status } as const;
  });
  const sign = end === 'largest' ? -1 : 1;
  return {
    pairs: pairs.toSorted((a, b) => sign * (a.value - b.value)),
    products: found.products + (exact ? pairs.length : 0),
  };
}
