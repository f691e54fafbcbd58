import type { HessianVectorProduct } from './checked-product.ts';

/** A named part of a flat vector of parameters, row-major. */
export interface Part {
  readonly name: string;
  readonly shape: readonly number[];
  readonly size: number;
  readonly offset: number;
}

/** Numbers of a computation; float32 is faster and right to some 1e-6 of what is computed. */
export type Precision = 'float32' | 'float64';

/**
 * The mean loss L of a model over its samples, as a function of its parameters: what everything that measures a landscape
 * takes. Vectors are flat, in float64 and of `size` numbers; arrays that are given may be changed afterwards.
 */
export interface Loss {
  /** Which numbers of a vector belong to which parameter. */
  readonly parts: readonly Part[];
  /** How many parameters there are. */
  readonly size: number;
  /** How many samples. */
  readonly samples: number;
  /** L(point). */
  value(point: Float64Array): number;
  /** L and ∇L at a point. */
  valueAndGradient(point: Float64Array): { readonly value: number; readonly gradient: Float64Array };
  /** v ↦ ∇²L(point)·v, exact but for rounding: in float64 unless told otherwise, in float32 enough for a residual of 1e-4. */
  hessian(point: Float64Array, precision?: Precision): HessianVectorProduct;
  /** L(centre + t·direction) for each t. */
  slice(centre: Float64Array, direction: Float64Array, t: readonly number[]): Float64Array;
  /** d/dt L(centre + t·direction) for each t. */
  slopes(centre: Float64Array, direction: Float64Array, t: readonly number[]): Float64Array;
  /** Loss of each sample along a slice: [t, samples], row-major. */
  examples(centre: Float64Array, direction: Float64Array, t: readonly number[]): Float64Array;
}
