import * as tf from '@tensorflow/tfjs';
import type { LossName } from '../../math/output-losses.ts';

const rowSums = (values: tf.Tensor) => tf.sum(values, -1);

/** The losses of src/math/output-losses.ts in tensors: outputs z [n, k] against targets y [n, k], for each sample [n]. */
export const tensorLosses: Readonly<Record<LossName, (z: tf.Tensor, y: tf.Tensor) => tf.Tensor>> = {
  mse: (z, y) => tf.mul(tf.scalar(0.5), rowSums(tf.square(tf.sub(z, y)))),
  'cross-entropy': (z, y) => tf.neg(rowSums(tf.mul(y, tf.logSoftmax(z)))),
  logistic: (z, y) => rowSums(tf.sub(tf.softplus(z), tf.mul(y, z))),
};
