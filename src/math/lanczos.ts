import { checkedProduct, type HessianVectorProduct } from './checked-product.ts';
import { extremeEigenpairs } from './extreme-eigenpairs.ts';
import { eigenpairs, mustBeAsked, type Eigenpair } from './eigenpair.ts';

export type { HessianVectorProduct };

/** What is searched for, and how long. */
interface LanczosOptions {
  /** Pairs wanted, from the chosen end of the spectrum. */
  readonly count: number;
  /** [dimension], of any norm but 0. */
  readonly start: Float64Array;
  /** Which end: largest or smallest algebraic eigenvalues. */
  readonly end?: 'largest' | 'smallest';
  /** A pair has converged when ‖Hv − λv‖/|λ| is at most this. */
  readonly tolerance?: number;
  /** Products of one Krylov space; there is another for each copy of a degenerate eigenvalue. */
  readonly maxIterations?: number;
  readonly progress?: (iteration: number, worstResidual: number) => void;
}

/** What came of a search. */
export interface LanczosResult {
  /** `converged` where every pair is. */
  readonly status: 'converged' | 'unconverged';
  /** From the end inwards, as many as were asked for unless the products did not suffice. */
  readonly eigenpairs: readonly Eigenpair[];
  /** Hessian-vector products spent. */
  readonly products: number;
}

/**
 * Extreme eigenpairs with their multiplicity (see `extremeEigenpairs`), converged where their residuals are small and no
 * eigenvalue further out is missing.
 * @throws RangeError for an impossible count, a start without direction, a product of another length or not finite
 */
export function topEigenpairs(hvp: HessianVectorProduct, options: LanczosOptions): LanczosResult {
  const { count, end = 'largest', start, tolerance = 1e-8, maxIterations = 300, progress } = options;
  mustBeAsked(count, [start], { tolerance, maxIterations });
  const product = checkedProduct(hvp, end === 'largest' ? 1 : -1);
  const found = extremeEigenpairs(product, {
    ...{ count, start, tolerance, maxIterations, progress },
    search: true,
    maxProducts: Infinity,
  });
  const pairs = eigenpairs(found, { end, tolerance, norm: product.norm() });
  const converged = pairs.length === count && pairs.every((pair) => pair.converged);
  return { status: converged ? 'converged' : 'unconverged', eigenpairs: pairs, products: product.spent() };
}
