import type { HessianVectorProduct } from './lanczos.ts';
import { symmetricTridiagonalEigen } from './tridiagonal.ts';
import { addScaled, dot, norm, removeComponents, scale, unit } from './vector.ts';

/** An approximate eigenpair; `residual` is Lanczos's estimate of ‖Hv − λv‖/|λ|. */
export interface RitzPair {
  readonly value: number;
  readonly vector: Float64Array;
  readonly residual: number;
}

export interface WarmSearch {
  readonly count: number;
  /** Which end: largest (by default) or smallest algebraic eigenvalues. */
  readonly end?: 'largest' | 'smallest';
  /** Largest relative change of the top value over five products, or largest residual of the `count` pairs. */
  readonly stop: { readonly change: number } | { readonly residual: number };
  readonly maxProducts: number;
}

export interface WarmResult {
  /** Whether what `stop` asks for was met; a Krylov space that is exhausted holds nothing better. */
  readonly status: 'converged' | 'unconverged';
  /** From the chosen end of the spectrum inwards. */
  readonly eigenpairs: readonly RitzPair[];
  /** Hessian-vector products spent. */
  readonly products: number;
}

const checkEvery = 5;

interface RitzValue {
  readonly value: number;
  readonly weights: Float64Array;
  readonly residual: number;
}

function outermostRitz(
  diagonal: readonly number[],
  off: readonly number[],
  beta: number,
  { count, end }: WarmSearch,
) {
  const { values, vectors } = symmetricTridiagonalEigen(diagonal, off);
  const sign = end === 'smallest' ? -1 : 1;
  const order = values.map((_, i) => i).sort((p, q) => sign * (values[q] - values[p]));
  return order.slice(0, count).map((i): RitzValue => ({
    value: values[i],
    weights: vectors[i],
    residual: Math.abs((beta * vectors[i][diagonal.length - 1]) / values[i]),
  }));
}

/**
 * Extreme eigenvalues of a Hessian close to one whose eigenvectors are known: one Krylov space with full
 * reorthogonalisation, started from their sum. Sees one vector of a degenerate eigenvalue; `topEigenpairs` sees all.
 */
export function warmEigenpairs(
  product: HessianVectorProduct,
  start: readonly Float64Array[],
  search: WarmSearch,
): WarmResult {
  const { count, stop, maxProducts } = search;
  const sum = new Float64Array(start[0]);
  for (const vector of start.slice(1)) addScaled(sum, 1, vector);
  const basis = [unit(sum)];
  const diagonal: number[] = [];
  const off: number[] = [];
  let ritz: RitzValue[] = [];
  let status: WarmResult['status'] = 'unconverged';
  const settled = (next: readonly RitzValue[]) =>
    'change' in stop
      ? ritz.length > 0 && Math.abs(next[0].value - ritz[0].value) <= stop.change * Math.abs(next[0].value)
      : next.length === count && next.every(({ residual }) => residual <= stop.residual);
  for (;;) {
    const rest = product(basis[diagonal.length]);
    diagonal.push(dot(basis[diagonal.length], rest));
    removeComponents(rest, basis);
    const beta = norm(rest);
    const size = diagonal.length;
    const exhausted = size === rest.length || beta <= 1e-12 * Math.abs(diagonal[0]);
    if (exhausted || size === maxProducts || size % checkEvery === 0) {
      const next = outermostRitz(diagonal, off, beta, search);
      if (exhausted || settled(next)) status = 'converged';
      ritz = next;
      if (status === 'converged' || size === maxProducts) break;
    }
    off.push(beta);
    scale(rest, 1 / beta);
    basis.push(rest);
  }
  const eigenpairs = ritz.map(({ value, weights, residual }) => {
    const vector = new Float64Array(basis[0].length);
    weights.forEach((weight, i) => addScaled(vector, weight, basis[i]));
    return { value, vector: unit(vector), residual };
  });
  return { status, eigenpairs, products: diagonal.length };
}
