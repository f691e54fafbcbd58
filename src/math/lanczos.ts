import { symmetricTridiagonalEigen } from './tridiagonal.ts';
import { addScaled, dot, norm, plus, removeComponents, scale, unit } from './vector.ts';

/** v ↦ H·v for a symmetric matrix H that is never formed: a new vector each time, which the caller may change. */
export type HessianVectorProduct = (v: Float64Array) => Float64Array;

/** An eigenpair with ‖Hv − λv‖/|λ|; `vector` has unit norm and its largest entry is positive. */
export interface Eigenpair {
  readonly value: number;
  readonly vector: Float64Array;
  readonly residual: number;
}

export interface LanczosOptions {
  /** Pairs wanted, from the chosen end of the spectrum. */
  readonly count: number;
  readonly start: Float64Array;
  /** Which end: largest or smallest algebraic eigenvalues. */
  readonly end?: 'largest' | 'smallest';
  /** A pair has converged when ‖Hv − λv‖/|λ| is below this. */
  readonly tolerance?: number;
  readonly maxIterations?: number;
  readonly progress?: (iteration: number, worstResidual: number) => void;
}

export interface LanczosResult {
  readonly status: 'converged' | 'unconverged';
  /** Best pairs found, from the end inwards, each with the residual measured by one more product. */
  readonly eigenpairs: readonly Eigenpair[];
  /** Hessian-vector products spent. */
  readonly products: number;
}

/** Ritz values are looked at only every so many iterations, since that costs more than a small product. */
const checkEvery = 5;

/**
 * Extreme eigenpairs by Lanczos's method, repeated on what is orthogonal to the pairs found until nothing further out
 * turns up: one Krylov space holds a single vector of a degenerate eigenvalue (Parlett 1998, section 13.10), and the
 * Hessian of a network may have several.
 * @throws RangeError where more pairs are asked for than the matrix has
 */
export function topEigenpairs(hvp: HessianVectorProduct, options: LanczosOptions): LanczosResult {
  const { count, end = 'largest', start, tolerance = 1e-8, maxIterations = 300, progress } = options;
  if (count > start.length)
    throw new RangeError(`${count} eigenpairs asked of a matrix of dimension ${start.length}`);
  const sign = end === 'largest' ? 1 : -1;
  const search = (known: readonly Eigenpair[], wanted: number, settled: (ritz: readonly Ritz[]) => boolean) =>
    krylovSearch(hvp, { start, known, count: wanted, sign, maxIterations, settled, progress });

  const first = search(
    [],
    count,
    (ritz) => ritz.length === count && ritz.every((pair) => relative(pair) <= tolerance),
  );
  let { products, eigenpairs: found } = first;
  while (found.length > 0 && found.length < start.length) {
    const innermost = found.length < count ? -Infinity : sign * found[count - 1].value;
    const margin = 1e-9 * Math.abs(innermost);
    const within = ({ value, residual }: Ritz) =>
      residual <= 1e-2 * Math.abs(innermost) && sign * value + residual < innermost + margin;
    const next = search(found, 1, ([ritz]) => relative(ritz) <= tolerance || within(ritz));
    products += next.products;
    const missed = next.eigenpairs.filter(({ value }) => !(sign * value <= innermost + margin));
    if (missed.length === 0) break;
    found = [...found, ...missed].sort((p, q) => sign * (q.value - p.value)).slice(0, count);
  }
  const converged = found.length === count && found.every(({ residual }) => residual <= 10 * tolerance);
  return { status: converged ? 'converged' : 'unconverged', eigenpairs: found, products };
}

interface KrylovSearch {
  readonly start: Float64Array;
  /** Pairs to stay orthogonal to. */
  readonly known: readonly Eigenpair[];
  readonly count: number;
  /** +1 for the largest eigenvalues, −1 for the smallest. */
  readonly sign: number;
  readonly maxIterations: number;
  readonly settled: (ritz: readonly Ritz[]) => boolean;
  readonly progress: LanczosOptions['progress'];
}

/** One Krylov space with full reorthogonalisation (Parlett 1998, chapter 13); residuals are measured at its end. */
function krylovSearch(
  hvp: HessianVectorProduct,
  search: KrylovSearch,
): { eigenpairs: Eigenpair[]; products: number } {
  const { start, known, sign, settled, progress } = search;
  const dimension = start.length - known.length;
  const count = Math.min(search.count, dimension);
  const iterations = Math.min(search.maxIterations, dimension);
  const deflated = known.map(({ vector }) => vector);
  const first = rotated(start, known.length);
  orthogonalise(first, deflated);
  const basis: Float64Array[] = [unit(first)];
  const diagonal: number[] = [];
  const offDiagonal: number[] = [];
  let selected: Ritz[] = [];
  for (let j = 0; j < iterations; j++) {
    const w = hvp(basis[j]);
    diagonal.push(dot(basis[j], w));
    orthogonalise(w, [...deflated, ...basis]);
    const beta = norm(w);
    // What is left of an exhausted Krylov space is rounding, and has no direction.
    const exhausted =
      beta <= 1e-12 * Math.max(...diagonal.map(Math.abs), ...offDiagonal) || j + 1 === iterations;
    if (exhausted || (j + 1 >= count && (j + 1) % checkEvery === 0)) {
      selected = selectRitz(diagonal, offDiagonal, beta, count, sign);
      progress?.(j + 1, Math.max(...selected.map(relative)));
      if (exhausted || settled(selected)) break;
    }
    offDiagonal.push(beta);
    scale(w, 1 / beta);
    basis.push(w);
  }
  const eigenpairs = selected.map(({ value, weights }) => measuredPair(hvp, combine(basis, weights), value));
  return { eigenpairs, products: diagonal.length + eigenpairs.length };
}

/** Twice is enough (Giraud et al. 2005): the second pass removes what rounding left of the first. */
function orthogonalise(rest: Float64Array, basis: readonly Float64Array[]): void {
  for (let pass = 0; pass < 2; pass++) removeComponents(rest, basis);
}

/** Another start vector for each search: the first one may have no part in the eigenvectors that were missed. */
function rotated(start: Float64Array, by: number): Float64Array {
  const shift = by % start.length;
  return Float64Array.from(start, (_, i) => start[(i + shift) % start.length]);
}

/** An approximate eigenpair within the Krylov space. */
interface Ritz {
  readonly value: number;
  /** Coordinates of the Ritz vector in the Lanczos basis. */
  readonly weights: Float64Array;
  /** |β s|, Lanczos's own estimate of ‖Hv − λv‖. */
  readonly residual: number;
}

const relative = ({ value, residual }: Ritz) => residual / Math.max(Math.abs(value), Number.MIN_VALUE);

function selectRitz(
  diagonal: readonly number[],
  offDiagonal: readonly number[],
  beta: number,
  count: number,
  sign: number,
): Ritz[] {
  const { values, vectors } = symmetricTridiagonalEigen(diagonal, offDiagonal);
  const order = values.map((_, i) => i).sort((p, q) => sign * (values[q] - values[p]));
  return order.slice(0, count).map((i) => ({
    value: values[i],
    weights: vectors[i],
    residual: Math.abs(beta * vectors[i][diagonal.length - 1]),
  }));
}

function combine(basis: readonly Float64Array[], weights: Float64Array): Float64Array {
  const sum = new Float64Array(basis[0].length);
  weights.forEach((weight, i) => addScaled(sum, weight, basis[i]));
  return withPositivePeak(unit(sum));
}

/** An eigenvector's sign is arbitrary; this fixes it so that equal runs publish equal vectors. */
function withPositivePeak(v: Float64Array): Float64Array {
  const peak = v.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  return peak < 0 ? v.map((value) => -value) : v;
}

function measuredPair(hvp: HessianVectorProduct, vector: Float64Array, value: number): Eigenpair {
  const difference = plus(hvp(vector), -value, vector);
  return { value, vector, residual: norm(difference) / Math.max(Math.abs(value), Number.MIN_VALUE) };
}
