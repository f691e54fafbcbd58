import type * as tf from '@tensorflow/tfjs';

export type { Precision } from '../../math/loss.ts';

/** Data types that cross the border of a compiled function. */
export type InputType = 'float32' | 'int32' | 'bool';

/** Shape and type of one input; a tensor is a description of itself, and its values then serve for tracing. */
export interface TensorSpec {
  readonly shape: readonly number[];
  /** `float32` by default, which stands for float64 in a function of that precision. */
  readonly dtype?: tf.DataType;
}

/** What a compiled function may return: a tensor, several, or several with names. */
export type Outputs = tf.Tensor | readonly tf.Tensor[] | Readonly<Record<string, tf.Tensor>>;

/** `O` with every tensor replaced by `T`. */
export type Mapped<O extends Outputs, T> = O extends tf.Tensor
  ? T
  : { readonly [K in keyof O]: O[K] extends tf.Tensor ? T : O[K] };

const inputTypes: readonly string[] = ['float32', 'int32', 'bool'] satisfies InputType[];

/**
 * The type of an input.
 * @throws TypeError where a compiled graph cannot hold it
 */
export function inputType({ dtype = 'float32' }: TensorSpec): InputType {
  if (!inputTypes.includes(dtype))
    throw new TypeError(`inputs of a compiled function are ${inputTypes.join(', ')}, not ${dtype}`);
  return dtype as InputType;
}

/** A shape as error messages show it. */
export function described(type: string, shape: readonly number[]): string {
  return `${type} [${shape.join(', ')}]`;
}
