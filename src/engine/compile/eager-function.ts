import * as tf from '@tensorflow/tfjs';
import type { Feed } from './feeds.ts';
import { Float64Tensor } from './float64-tensor.ts';
import type { TensorFunction } from './graph-function.ts';
import { described, inputType, type Precision, type TensorSpec } from './signature.ts';

/** An input as a tensor; throws a TypeError where shape or type are not those of the signature. */
function asTensor(name: string, feed: Feed, spec: TensorSpec, index: number): tf.Tensor {
  const type = inputType(spec);
  if (feed instanceof Float64Tensor) throw new TypeError(`input ${index} of ${name} is float64, not ${type}`);
  if (typeof feed === 'number') return tf.scalar(feed, type);
  if (ArrayBuffer.isView(feed)) return tf.tensor(Float32Array.from(feed), [...spec.shape]).cast(type);
  if (feed.dtype !== type || !tf.util.arraysEqual(feed.shape, [...spec.shape]))
    throw new TypeError(
      `input ${index} of ${name} is ${described(type, spec.shape)}, not ${described(feed.dtype, feed.shape)}`,
    );
  return feed;
}

/**
 * The same without a graph: the function itself, op by op.
 * @throws Error where float64 is asked for
 */
export function eagerFunction(
  fn: (...inputs: tf.Tensor[]) => readonly tf.Tensor[],
  signature: readonly TensorSpec[],
  precision: Precision,
  name: string,
): TensorFunction<'float32'> {
  if (precision === 'float64')
    throw new Error(`${name} in float64 is a graph; ${tf.getBackend()} computes op by op in float32 only`);
  const call = (values: readonly Feed[]) => {
    if (values.length !== signature.length)
      throw new TypeError(`${name} takes ${signature.length} inputs, not ${values.length}`);
    return tf.tidy(() => [...fn(...values.map((value, i) => asTensor(name, value, signature[i], i)))]);
  };
  return { call, nodes: 0, dispose: () => undefined };
}
