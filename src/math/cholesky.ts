import { requireFinite } from './finite.ts';

/**
 * Solves A·x = b for a symmetric positive definite A [d, d], row-major.
 * @throws RangeError where A is not positive definite to rounding, or a number is not finite
 */
export function solvePositiveDefinite(a: Float64Array, b: Float64Array): Float64Array {
  const d = b.length;
  if (a.length !== d * d) throw new RangeError(`a system of ${a.length} coefficients for ${d} unknowns`);
  for (const entries of [a, b]) requireFinite('entries of a linear system', entries);
  const lower = Float64Array.from(a);
  for (let j = 0; j < d; j++) {
    for (let i = j; i < d; i++) {
      let sum = lower[i * d + j];
      for (let k = 0; k < j; k++) sum -= lower[i * d + k] * lower[j * d + k];
      if (i === j && !(sum > 0)) throw new RangeError(`the matrix is not positive definite at row ${i}`);
      lower[i * d + j] = i === j ? Math.sqrt(sum) : sum / lower[j * d + j];
    }
  }
  const x = Float64Array.from(b);
  for (let i = 0; i < d; i++) {
    for (let k = 0; k < i; k++) x[i] -= lower[i * d + k] * x[k];
    x[i] /= lower[i * d + i];
  }
  for (let i = d - 1; i >= 0; i--) {
    for (let k = i + 1; k < d; k++) x[i] -= lower[k * d + i] * x[k];
    x[i] /= lower[i * d + i];
  }
  requireFinite('solution of a linear system', x);
  return x;
}
