import type { HessianVectorProduct } from './lanczos.ts';
import { symmetricTridiagonalEigen } from './tridiagonal.ts';
import { addScaled, dot, norm, unit } from './vector.ts';

/** An approximate eigenpair, largest eigenvalue first; `residual` is ‖Hv − λv‖/|λ|. */
export interface RitzPair {
  readonly value: number;
  readonly vector: Float64Array;
  readonly residual: number;
}

export interface WarmSearch {
  readonly count: number;
  /** Largest relative change of the top value over five products, or largest residual of the `count` pairs. */
  readonly stop: { readonly change: number } | { readonly residual: number };
  readonly maxProducts: number;
}

const checkEvery = 5;

interface RitzValue {
  readonly value: number;
  readonly weights: Float64Array;
  readonly residual: number;
}

function largestRitz(diagonal: readonly number[], off: readonly number[], beta: number, count: number) {
  const { values, vectors } = symmetricTridiagonalEigen(diagonal, off);
  const order = values.map((_, i) => i).sort((p, q) => values[q] - values[p]);
  return order.slice(0, count).map((i): RitzValue => ({
    value: values[i],
    weights: vectors[i],
    residual: Math.abs((beta * vectors[i][diagonal.length - 1]) / values[i]),
  }));
}

/** rest ← rest − (q·rest)q, with four sums side by side: this takes as long as the product itself. */
function removeComponent(rest: Float64Array, q: Float64Array): void {
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = q.length - (q.length % 4);
  for (let i = 0; i < whole; i += 4) {
    a += q[i] * rest[i];
    b += q[i + 1] * rest[i + 1];
    c += q[i + 2] * rest[i + 2];
    d += q[i + 3] * rest[i + 3];
  }
  for (let i = whole; i < q.length; i++) a += q[i] * rest[i];
  addScaled(rest, -(a + b + c + d), q);
}

/**
 * Largest eigenvalues of a Hessian close to one whose eigenvectors are known: one Krylov space with full
 * reorthogonalisation, started from their sum. Sees one vector of a degenerate eigenvalue; `topEigenpairs` sees all.
 */
export function warmEigenpairs(
  product: HessianVectorProduct,
  start: readonly Float64Array[],
  { count, stop, maxProducts }: WarmSearch,
): RitzPair[] {
  const sum = Float64Array.from(start[0]);
  for (const vector of start.slice(1)) addScaled(sum, 1, vector);
  const basis = [unit(sum)];
  const diagonal: number[] = [];
  const off: number[] = [];
  let ritz: RitzValue[] = [];
  const settled = (next: readonly RitzValue[]) =>
    'change' in stop
      ? ritz.length > 0 && Math.abs(next[0].value - ritz[0].value) <= stop.change * Math.abs(next[0].value)
      : next.length === count && next.every(({ residual }) => residual <= stop.residual);
  for (;;) {
    const image = product(basis[diagonal.length]);
    diagonal.push(dot(basis[diagonal.length], image));
    const rest = Float64Array.from(image);
    for (const q of basis) removeComponent(rest, q);
    const beta = norm(rest);
    const size = diagonal.length;
    const exhausted = size === maxProducts || size === rest.length || beta <= 1e-12 * Math.abs(diagonal[0]);
    if (exhausted || size % checkEvery === 0) {
      const next = largestRitz(diagonal, off, beta, count);
      const done = exhausted || settled(next);
      ritz = next;
      if (done) break;
    }
    off.push(beta);
    basis.push(rest.map((value) => value / beta));
  }
  return ritz.map(({ value, weights, residual }) => {
    const vector = new Float64Array(basis[0].length);
    weights.forEach((weight, i) => addScaled(vector, weight, basis[i]));
    return { value, vector: unit(vector), residual };
  });
}
