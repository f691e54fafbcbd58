import { checkedProduct, type HessianVectorProduct } from './checked-product.ts';
import { eigenpairs, mustBeAsked } from './eigenpair.ts';
import { extremeEigenpairs } from './extreme-eigenpairs.ts';
import type { RitzValue } from './krylov-space.ts';
import type { LanczosResult } from './lanczos.ts';
import { addScaled } from './vector.ts';

/** What is searched for, and when it is enough. */
export interface WarmSearch {
  readonly count: number;
  /** Which end: largest (by default) or smallest algebraic eigenvalues. */
  readonly end?: 'largest' | 'smallest';
  /** Largest relative change of the top value over five products, or largest residual of the `count` pairs. */
  readonly stop: { readonly change: number } | { readonly residual: number };
  readonly maxProducts: number;
  /**
   * Whether eigenvalues are looked for that the start may have no part in, as by default. Without it nothing is
   * `converged`: for a Hessian that is followed from step to step, where that is looked into now and then.
   */
  readonly search?: boolean;
}

interface WarmResult extends Omit<LanczosResult, 'status'> {
  /** Whether what `stop` asks for was met, and whether that says that no eigenvalue further out is missing. */
  readonly status: LanczosResult['status'] | 'unsearched';
}

const changeOver = 5;

/** The top value changes by less than `change` over five products or more, all of which see `count` pairs. */
function hardlyChanges(change: number, count: number) {
  const looks: { readonly size: number; readonly top: number }[] = [];
  return ([{ value: top }]: readonly RitzValue[], size: number): boolean => {
    const before = looks.findLast((look) => look.size <= size - changeOver);
    looks.push({ size, top });
    return before !== undefined && size >= count && Math.abs(top - before.top) <= change * Math.abs(top);
  };
}

/**
 * Extreme eigenpairs of a Hessian close to one whose eigenvectors `start` are known: as `topEigenpairs`, from their sum.
 * @throws RangeError as `topEigenpairs` does
 */
export function warmEigenpairs(
  hvp: HessianVectorProduct,
  start: readonly Float64Array[],
  { count, end = 'largest', stop, maxProducts, search = true }: WarmSearch,
): WarmResult {
  const tolerance = 'change' in stop ? stop.change : stop.residual;
  mustBeAsked(count, start, { tolerance, maxProducts });
  const sum = new Float64Array(start[0]);
  for (const vector of start.slice(1)) addScaled(sum, 1, vector);
  const product = checkedProduct(hvp, end === 'largest' ? 1 : -1);
  const found = extremeEigenpairs(product, {
    ...{ count, start: sum, tolerance, search, maxProducts },
    ...('change' in stop && !search && { enough: hardlyChanges(stop.change, count) }),
    maxIterations: maxProducts,
  });
  const pairs = eigenpairs(found, { end, tolerance, norm: product.norm() });
  const converged = pairs.length === count && pairs.every((pair) => pair.converged);
  const status = found.status === 'unsearched' ? 'unsearched' : converged ? 'converged' : 'unconverged';
  return { status, eigenpairs: pairs, products: product.spent() };
}
