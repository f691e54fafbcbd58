import * as tf from '@tensorflow/tfjs';
import { exact } from '../compile/exact.ts';
import { sizeOf } from '../graph/value.ts';
import { tensorLosses } from '../models/losses.ts';
import type { Model } from '../models/model.ts';
import { FileFault, type OutputKind, type TrainedNetwork } from './trained-network.ts';

/** The losses by which trained networks are measured. */
export const measuredLosses = ['mse', 'cross-entropy'] as const;
export type MeasuredLoss = (typeof measuredLosses)[number];

/** Cross-entropy of probabilities [n, outputs] as they are; of a single one, that of class 1. */
function ofProbabilities(p: tf.Tensor, y: tf.Tensor): tf.Tensor {
  const right = tf.mul(y, tf.log(p));
  if (p.shape[1] !== 1) return tf.neg(tf.sum(right, -1));
  const wrong = tf.mul(tf.sub(exact(1), y), tf.log(tf.sub(exact(1), p)));
  return tf.neg(tf.sum(tf.add(right, wrong), -1));
}

function crossEntropy(z: tf.Tensor, y: tf.Tensor, kind: OutputKind): tf.Tensor {
  if (kind === 'probabilities') return ofProbabilities(z, y);
  if (kind === 'log-probabilities') return tf.neg(tf.sum(tf.mul(y, z), -1));
  return tensorLosses[z.shape[1] === 1 ? 'logistic' : 'cross-entropy'](z, y);
}

/**
 * The loss of a trained network on samples x and targets y [outputs]: classes as rows of zeros with a one. Mean squared error is
 * ½ Σ over the outputs; cross-entropy is of scores, which those of probabilities are taken for where they are known, else of
 * probabilities or their logarithms as the network gives them; that of a single output is the logistic loss.
 * @throws FileFault where cross-entropy is asked for of probabilities that do not exclude each other
 */
export function trainedModel(network: TrainedNetwork, loss: MeasuredLoss): Model {
  const { parameters, input, outputs, kind, scores } = network;
  if (loss === 'cross-entropy' && kind === 'separate probabilities')
    throw new FileFault(
      `its ${outputs} outputs are probabilities that do not add up to 1, of which there is no cross-entropy of classes; export the scores before them, or measure it by mse`,
    );
  const isScored = loss === 'cross-entropy' && scores !== undefined;
  return {
    parameters,
    samples: { x: { shape: input.shape, dtype: input.dtype ?? 'float32' }, y: { shape: [outputs] } },
    examples(values, { x, y }) {
      const given = isScored ? scores(values, x) : network.forward(values, x);
      const z = tf.reshape(given, [x.shape[0], outputs]);
      return loss === 'mse' ? tensorLosses.mse(z, y) : crossEntropy(z, y, isScored ? 'values' : kind);
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
