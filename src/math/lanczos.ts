import { symmetricTridiagonalEigen } from './tridiagonal.ts';
import { addScaled, dot, norm, unit } from './vector.ts';

/** v ↦ H·v for a symmetric matrix H that is never formed. */
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
 * Extreme eigenpairs by Lanczos's method with full reorthogonalisation (Parlett 1998, chapter 13).
 * Stops when the residual estimate |β s| of every wanted pair is below the tolerance, then measures the residuals.
 */
export function topEigenpairs(hvp: HessianVectorProduct, options: LanczosOptions): LanczosResult {
  const { count, start, end = 'largest', tolerance = 1e-8, progress } = options;
  const dimension = start.length;
  const maxIterations = Math.min(options.maxIterations ?? 300, dimension);
  if (count > dimension)
    throw new RangeError(`${count} eigenpairs asked of a matrix of dimension ${dimension}`);

  const basis: Float64Array[] = [unit(start)];
  const diagonal: number[] = [];
  const offDiagonal: number[] = [];
  let selected: Ritz[] = [];
  for (let j = 0; j < maxIterations; j++) {
    const w = Float64Array.from(hvp(basis[j]));
    diagonal.push(dot(basis[j], w));
    // Twice is enough (Giraud et al. 2005): the second pass removes what rounding left of the first.
    for (let pass = 0; pass < 2; pass++) for (const q of basis) addScaled(w, -dot(q, w), q);
    const beta = norm(w);
    const exhausted = beta <= 1e-14 * Math.abs(diagonal[0]) || j + 1 === maxIterations;
    if (exhausted || (j + 1 >= count && (j + 1) % checkEvery === 0)) {
      selected = selectRitz(diagonal, offDiagonal, beta, count, end);
      const worst = Math.max(...selected.map((ritz) => ritz.estimate));
      progress?.(j + 1, worst);
      if (exhausted || (selected.length === count && worst <= tolerance)) break;
    }
    offDiagonal.push(beta);
    basis.push(w.map((value) => value / beta));
  }

  const eigenpairs = selected.map(({ value, weights }) => measuredPair(hvp, combine(basis, weights), value));
  const converged =
    eigenpairs.length === count && eigenpairs.every(({ residual }) => residual <= 10 * tolerance);
  return {
    status: converged ? 'converged' : 'unconverged',
    eigenpairs,
    products: diagonal.length + eigenpairs.length,
  };
}

interface Ritz {
  readonly value: number;
  /** Coordinates of the Ritz vector in the Lanczos basis. */
  readonly weights: Float64Array;
  /** Estimate of ‖Hv − λv‖/|λ|. */
  readonly estimate: number;
}

function selectRitz(
  diagonal: readonly number[],
  offDiagonal: readonly number[],
  beta: number,
  count: number,
  end: 'largest' | 'smallest',
): Ritz[] {
  const { values, vectors } = symmetricTridiagonalEigen(diagonal, offDiagonal);
  const order = values
    .map((_, i) => i)
    .sort((a, b) => (end === 'largest' ? values[b] - values[a] : values[a] - values[b]));
  return order.slice(0, count).map((i) => ({
    value: values[i],
    weights: vectors[i],
    estimate:
      Math.abs(beta * vectors[i][diagonal.length - 1]) / Math.max(Math.abs(values[i]), Number.MIN_VALUE),
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
  const difference = Float64Array.from(hvp(vector));
  addScaled(difference, -value, vector);
  return { value, vector, residual: norm(difference) / Math.max(Math.abs(value), Number.MIN_VALUE) };
}
