import { solvePositiveDefinite } from './cholesky.ts';
import { requireFinite } from './finite.ts';
import { addScaled, dot, plus } from './vector.ts';

/** Residuals r(θ) [n] and their Jacobian [n, parameters], row-major. */
export interface Residuals {
  readonly values: Float64Array;
  readonly jacobian: Float64Array;
}

/** Where the search ended; converged where ½Σr² is within the tolerance. */
export interface LeastSquaresMinimum {
  readonly status: 'converged' | 'unconverged';
  readonly parameters: Float64Array;
  /** ½Σr². */
  readonly cost: number;
  readonly iterations: number;
}

interface LeastSquaresOptions {
  /** Converged where ½Σr² is at most this. */
  readonly tolerance?: number;
  readonly maxIterations?: number;
}

/** The gradient of each residual. */
function rowsOf({ values, jacobian }: Residuals): Float64Array[] {
  const width = jacobian.length / values.length;
  return Array.from(values, (_, i) => jacobian.subarray(i * width, (i + 1) * width));
}

/** −Jᵀ(JJᵀ + μ)⁻¹r, the shortest damped step that removes the residuals to first order. */
function dampedStep(residuals: Residuals, damping: number): Float64Array {
  const rows = rowsOf(residuals);
  const n = rows.length;
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) matrix[i * n + j] = matrix[j * n + i] = dot(rows[i], rows[j]);
    matrix[i * n + i] += damping;
  }
  const multipliers = solvePositiveDefinite(matrix, residuals.values);
  const step = new Float64Array(rows[0].length);
  rows.forEach((row, i) => addScaled(step, -multipliers[i], row));
  return step;
}

/** The smallest of the JJᵀ's diagonal: what damping is measured by, so that no residual is held back by it at first. */
const smallestSquare = (residuals: Residuals): number =>
  rowsOf(residuals).reduce((least, row) => Math.min(least, dot(row, row)), Infinity);

const cost = (values: Float64Array): number => 0.5 * dot(values, values);

/**
 * A zero of the residuals by Levenberg and Marquardt's method (Nocedal and Wright 2006, section 10.3), in the form for
 * more parameters than residuals. Unconverged where the cost stays above the tolerance.
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
