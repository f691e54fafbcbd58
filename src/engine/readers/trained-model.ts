import * as tf from '@tensorflow/tfjs';
import { exact } from '../compile/exact.ts';
import { sizeOf } from '../graph/value.ts';
import { tensorLosses } from '../models/losses.ts';
import type { Model } from '../models/model.ts';
import type { TrainedNetwork } from './trained-network.ts';

/** The losses by which trained networks are measured. */
export const measuredLosses = ['mse', 'cross-entropy'] as const;
export type MeasuredLoss = (typeof measuredLosses)[number];

/** Cross-entropy of one output: of its score, or of the probability of class 1. */
function binary(z: tf.Tensor, y: tf.Tensor, kind: TrainedNetwork['kind']): tf.Tensor {
  if (kind === 'values') return tensorLosses.logistic(z, y);
  const other = tf.sub(exact(1), z);
  const rest = tf.sub(exact(1), y);
  return tf.neg(tf.sum(tf.add(tf.mul(y, tf.log(z)), tf.mul(rest, tf.log(other))), -1));
}

function crossEntropy(z: tf.Tensor, y: tf.Tensor, kind: TrainedNetwork['kind']): tf.Tensor {
  if (z.shape[1] === 1) return binary(z, y, kind);
  if (kind === 'values') return tensorLosses['cross-entropy'](z, y);
  return tf.neg(tf.sum(tf.mul(y, kind === 'probabilities' ? tf.log(z) : z), -1));
}

/**
 * The loss of a trained network on samples x and targets y [outputs]: classes as rows of zeros with a one. Mean squared error is
 * ½ Σ over the outputs; cross-entropy is of scores, of probabilities, or of their logarithms, as the network gives them; that of
 * a single output is the logistic loss.
 */
export function trainedModel(network: TrainedNetwork, loss: MeasuredLoss): Model {
  const { parameters, input, outputs, kind } = network;
  return {
    parameters,
    samples: { x: { shape: input.shape, dtype: input.dtype ?? 'float32' }, y: { shape: [outputs] } },
    examples(values, { x, y }) {
      const z = tf.reshape(network.forward(values, x), [x.shape[0], outputs]);
      return loss === 'mse' ? tensorLosses.mse(z, y) : crossEntropy(z, y, kind);
    },
  };
}

/** The trained parameters as a flat vector, in the order of `parameters`. */
export function initialPoint({ parameters, values }: TrainedNetwork): Float64Array {
  const point = new Float64Array(Object.values(parameters).reduce((sum, shape) => sum + sizeOf(shape), 0));
  let at = 0;
  for (const name of Object.keys(parameters)) {
    point.set(values[name], at);
    at += values[name].length;
  }
  return point;
}
