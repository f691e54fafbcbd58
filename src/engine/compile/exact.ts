import * as tf from '@tensorflow/tfjs';

/** The float64 numbers behind tensors made by `exact`, by the tensor's data. */
const known = new WeakMap<object, Float64Array>();

/**
 * A float32 tensor that remembers the float64 numbers it was made of, for use inside a function that is compiled in
 * float64: tfjs rounds `tf.scalar(0.1)`, or the 0.1 of `tf.mul(x, 0.1)`, before anyone can see it.
 */
export function exact(values: number | Float64Array, shape?: readonly number[]): tf.Tensor {
  const numbers = typeof values === 'number' ? Float64Array.of(values) : values;
  const dimensions = shape ?? (typeof values === 'number' ? [] : [numbers.length]);
  const tensor = tf.tensor(Float32Array.from(numbers), [...dimensions]);
  known.set(tensor.dataId, numbers);
  return tensor;
}

/** The numbers behind a tensor made by `exact`. */
export function exactValues(dataId: object): Float64Array | undefined {
  return known.get(dataId);
}

const fractionBits = 23;
const significantBits = 16;

/**
 * Whether a float32 number has the look of one that was rounded: not whole, and with a fraction too long to have been
 * written by hand in binary. Of rounded numbers, one in 256 escapes.
 */
export function looksRounded(value: number): boolean {
  if (!Number.isFinite(value) || Number.isInteger(value)) return false;
  const [bits] = new Uint32Array(Float32Array.of(value).buffer);
  return (bits & ((1 << (fractionBits - significantBits + 1)) - 1)) !== 0;
}
