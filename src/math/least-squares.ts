import { solvePositiveDefinite } from './cholesky.ts';
import { requireFinite } from './finite.ts';
import { dot, plus } from './vector.ts';

/** Residuals r(θ) [n] and their Jacobian [n, parameters], row-major. */
export interface Residuals {
  readonly values: Float64Array;
  readonly jacobian: Float64Array;
}

export interface LeastSquaresMinimum {
  readonly status: 'converged' | 'unconverged';
  readonly parameters: Float64Array;
  /** ½Σr². */
  readonly cost: number;
  readonly iterations: number;
}

export interface LeastSquaresOptions {
  /** Converged where ½Σr² is at most this. */
  readonly tolerance?: number;
  readonly maxIterations?: number;
}

/** J·Jᵀ [n, n]. */
function kernel(jacobian: Float64Array, n: number): Float64Array {
  const width = jacobian.length / n;
  const row = (i: number) => jacobian.subarray(i * width, (i + 1) * width);
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) out[i * n + j] = out[j * n + i] = dot(row(i), row(j));
  return out;
}

/** −Jᵀ(JJᵀ + μ)⁻¹r, the shortest damped step that removes the residuals to first order. */
function dampedStep({ values, jacobian }: Residuals, damping: number): Float64Array {
  const n = values.length;
  const width = jacobian.length / n;
  const matrix = kernel(jacobian, n);
  for (let i = 0; i < n; i++) matrix[i * n + i] += damping;
  const multipliers = solvePositiveDefinite(matrix, values);
  const step = new Float64Array(width);
  for (let i = 0; i < n; i++)
    for (let p = 0; p < width; p++) step[p] -= multipliers[i] * jacobian[i * width + p];
  return step;
}

/** The smallest of the JJᵀ's diagonal: what damping is measured by, so that no residual is held back by it at first. */
function smallestSquare({ values, jacobian }: Residuals): number {
  const width = jacobian.length / values.length;
  return values.reduce((least, _, i) => {
    const row = jacobian.subarray(i * width, (i + 1) * width);
    return Math.min(least, dot(row, row));
  }, Infinity);
}

const cost = (values: Float64Array): number => 0.5 * dot(values, values);

/**
 * A zero of the residuals by Levenberg and Marquardt's method (Nocedal and Wright 2006, section 10.3), in the form for
 * more parameters than residuals: each step solves a system as large as there are residuals. Unconverged where the
 * cost stays above the tolerance, which for residuals without a common zero it must.
 * @throws RangeError where a residual or a derivative is not finite at the start, or a residual has no slope
 */
export function leastSquaresMinimum(
  residuals: (parameters: Float64Array) => Residuals,
  start: Float64Array,
  { tolerance = 1e-26, maxIterations = 200 }: LeastSquaresOptions = {},
): LeastSquaresMinimum {
  let parameters: Float64Array = Float64Array.from(start);
  let current = residuals(parameters);
  requireFinite('residuals at the start', current.values);
  requireFinite('derivatives of the residuals at the start', current.jacobian);
  let damping = 1e-3 * smallestSquare(current);
  const least = 1e-10 * damping;
  for (let iterations = 0; ; iterations++) {
    const before = cost(current.values);
    if (before <= tolerance || iterations === maxIterations) {
      const status = before <= tolerance ? 'converged' : 'unconverged';
      return { status, parameters, cost: before, iterations };
    }
    const next = plus(parameters, 1, dampedStep(current, damping));
    const there = residuals(next);
    if (cost(there.values) < before) {
      [parameters, current] = [next, there];
      damping = Math.max(damping / 10, least);
    } else damping *= 10;
  }
}
