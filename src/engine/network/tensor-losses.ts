import * as tf from '@tensorflow/tfjs';
import type { LossName } from '../../math/output-losses.ts';
import { nativeOp } from '../compile/native-op.ts';

/** A loss of outputs z [n, k] against targets y [n, k], summed over the outputs of each sample. */
interface TensorLoss {
  /** Loss of each sample [n]. */
  readonly values: (z: tf.Tensor, y: tf.Tensor) => tf.Tensor;
  /** Sum over all samples, and its gradient ∂/∂z [n, k]. */
  readonly sum: (z: tf.Tensor, y: tf.Tensor) => { readonly sum: tf.Tensor; readonly gradient: tf.Tensor };
  /** What `gradientRate` needs to know at z [n, k]; absent where that is nothing. */
  readonly state?: (z: tf.Tensor) => tf.Tensor;
  /** Rate of change of the gradient where z changes at `rate` [n, k]. */
  readonly gradientRate: (rate: tf.Tensor, state: tf.Tensor | undefined) => tf.Tensor;
}

const rowSums = (values: tf.Tensor) => tf.sum(values, 1);

/** Cross-entropy of each sample [n] and its gradient softmax(z) − y. */
function softmaxCrossEntropy(z: tf.Tensor, y: tf.Tensor): tf.Tensor[] {
  const composed = () => {
    const logProbabilities = tf.logSoftmax(z);
    return [tf.neg(rowSums(tf.mul(y, logProbabilities))), tf.sub(tf.exp(logProbabilities), y)];
  };
  return nativeOp('SoftmaxCrossEntropyWithLogits', [z, y], composed, { outputs: 2 });
}

const logisticValues = (z: tf.Tensor, y: tf.Tensor) => tf.sub(tf.softplus(z), tf.mul(y, z));

/** The losses of src/math/output-losses.ts in tensors. */
export const tensorLosses: Readonly<Record<LossName, TensorLoss>> = {
  mse: {
    values: (z, y) => tf.mul(tf.scalar(0.5), rowSums(tf.square(tf.sub(z, y)))),
    sum(z, y) {
      const gradient = tf.sub(z, y);
      const half = () => [tf.mul(tf.scalar(0.5), tf.sum(tf.square(gradient)))];
      return { gradient, sum: nativeOp('L2Loss', [gradient], half)[0] };
    },
    gradientRate: (rate) => rate,
  },
  'cross-entropy': {
    values: (z, y) => softmaxCrossEntropy(z, y)[0],
    sum(z, y) {
      const [values, gradient] = softmaxCrossEntropy(z, y);
      return { sum: tf.sum(values), gradient };
    },
    state: (z) => tf.softmax(z as tf.Tensor2D),
    gradientRate: (rate, probabilities) => {
      const weighted = tf.mul(probabilities!, rate);
      return tf.sub(weighted, tf.mul(probabilities!, tf.sum(weighted, 1, true)));
    },
  },
  logistic: {
    values: (z, y) => rowSums(logisticValues(z, y)),
    sum: (z, y) => ({ sum: tf.sum(logisticValues(z, y)), gradient: tf.sub(tf.sigmoid(z), y) }),
    state: (z) => {
      const probability = tf.sigmoid(z);
      return tf.mul(probability, tf.sub(tf.scalar(1), probability));
    },
    gradientRate: (rate, curvature) => tf.mul(rate, curvature!),
  },
};
