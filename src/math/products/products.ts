import { multiply, multiplyTransposedLeft } from '../matrix.ts';

/** The two matrix products that passes through a network consist of, row-major in float64. */
export interface MatrixProducts {
  /** a [n, k] · b [k, m]. */
  multiply(a: Float64Array, b: Float64Array, n: number, k: number, m: number): Float64Array;
  /** aᵀ · b [k, m] for a [n, k] and b [n, m]. */
  multiplyTransposedLeft(a: Float64Array, b: Float64Array, n: number, k: number, m: number): Float64Array;
}

/** In plain TypeScript, for wherever WebAssembly may not be compiled. */
export const plainProducts: MatrixProducts = { multiply, multiplyTransposedLeft };
