import * as tf from '@tensorflow/tfjs';
import type { Stage } from '../../math/network-model.ts';
import type { TensorLayer } from './passes.ts';

/** Takes a flat vector in the order W0, b0, W1, b1, … apart. */
export function splitLayers(stages: readonly Stage[], flat: tf.Tensor): TensorLayer[] {
  const sizes = stages.flatMap(({ fanIn, outputs }) => [fanIn * outputs, outputs]);
  const parts = tf.split(flat, sizes);
  return stages.map(({ fanIn, outputs }, l) => ({
    weights: tf.reshape(parts[2 * l], [fanIn, outputs]),
    biases: parts[2 * l + 1],
  }));
}

/** The flat vector of all layers. */
export function joinLayers(layers: readonly TensorLayer[]): tf.Tensor {
  return tf.concat(layers.flatMap(({ weights, biases }) => [tf.reshape(weights, [weights.size]), biases]));
}

/** Layers as a list of tensors W0, b0, W1, b1, … */
export const listLayers = (layers: readonly TensorLayer[]) =>
  layers.flatMap(({ weights, biases }) => [weights, biases]);

/** The layers of such a list. */
export function layersOfList(list: readonly tf.Tensor[]): TensorLayer[] {
  return Array.from({ length: list.length / 2 }, (_, l) => ({
    weights: list[2 * l],
    biases: list[2 * l + 1],
  }));
}
