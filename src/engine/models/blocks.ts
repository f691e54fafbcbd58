import * as tf from '@tensorflow/tfjs';
import { exact } from '../compile/exact.ts';
import type { Tensors } from './model.ts';

/** Keeps the square root of a variance away from 0, as PyTorch does. */
const epsilon = 1e-5;

/** x·W + b along the last axis of x. */
export const dense = (x: tf.Tensor, weights: tf.Tensor, biases: tf.Tensor): tf.Tensor =>
  tf.add(x.rank === 2 ? tf.matMul(x as tf.Tensor2D, weights as tf.Tensor2D) : rowsTimes(x, weights), biases);

function rowsTimes(x: tf.Tensor, weights: tf.Tensor): tf.Tensor {
  const depth = x.shape.at(-1)!;
  const rows = tf.reshape(x, [x.size / depth, depth]);
  const product = tf.matMul(rows as tf.Tensor2D, weights as tf.Tensor2D);
  return tf.reshape(product, [...x.shape.slice(0, -1), weights.shape[1]!]);
}

/** x + branch(x). */
export const residual = (x: tf.Tensor, branch: (x: tf.Tensor) => tf.Tensor): tf.Tensor =>
  tf.add(x, branch(x));

/** gain · (x − mean) / √(variance + ε) + shift, with the moments over some axes. */
function normalised(x: tf.Tensor, axes: number[], gain: tf.Tensor, shift: tf.Tensor): tf.Tensor {
  const centred = tf.sub(x, tf.mean(x, axes, true));
  const variance = tf.mean(tf.square(centred), axes, true);
  const inverse = tf.rsqrt(tf.add(variance, exact(epsilon)));
  // Small tensors first, where the gains are those of the moments.
  const scaled = axes.includes(x.rank - 1)
    ? tf.mul(tf.mul(centred, inverse), gain)
    : tf.mul(centred, tf.mul(inverse, gain));
  return tf.add(scaled, shift);
}

/** Layer normalisation (Ba et al. 2016) along the last axis. */
export const layerNorm = (x: tf.Tensor, gain: tf.Tensor, shift: tf.Tensor): tf.Tensor =>
  normalised(x, [x.rank - 1], gain, shift);

/** Batch normalisation (Ioffe and Szegedy 2015) with the moments of this batch: all samples must be one. */
export const batchNorm = (x: tf.Tensor, gain: tf.Tensor, shift: tf.Tensor): tf.Tensor =>
  normalised(
    x,
    x.shape.slice(0, -1).map((_, axis) => axis),
    gain,
    shift,
  );

/** x·Φ(x), the Gaussian error linear unit (Hendrycks and Gimpel 2016). */
export const gelu = (x: tf.Tensor): tf.Tensor =>
  tf.mul(x, tf.mul(tf.scalar(0.5), tf.add(tf.erf(tf.mul(x, exact(Math.SQRT1_2))), tf.scalar(1))));

/**
 * Self-attention (Vaswani et al. 2017) of tokens x [n, T, d] with some heads; `qkv` [d, 3d] makes queries, keys and values,
 * `out` [d, d] joins the heads.
 */
export function attention(x: tf.Tensor, heads: number, parts: Tensors): tf.Tensor {
  const { qkv, qkvShift, out, outShift } = parts;
  const [n, tokens, d] = x.shape;
  const width = d / heads;
  const all = tf.reshape(dense(x, qkv, qkvShift), [n, tokens, 3, heads, width]);
  const [queries, keys, values] = tf.unstack(tf.transpose(all, [2, 0, 3, 1, 4]));
  const scores = tf.matMul(tf.mul(queries, exact(1 / Math.sqrt(width))), keys, false, true);
  const mixed = tf.matMul(tf.softmax(scores), values);
  return dense(tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [n, tokens, d]), out, outShift);
}
