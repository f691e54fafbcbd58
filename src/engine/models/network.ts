import * as tf from '@tensorflow/tfjs';
import { stagesOf, type NetworkModel, type Stage } from '../../math/network-model.ts';
import { patchSize, type Patches } from '../../math/patches.ts';
import { tensorActivations } from './activations.ts';
import { tensorLosses } from './losses.ts';
import type { Model, Tensors } from './model.ts';
import { networkShapes } from './network-shapes.ts';

/** Patches [n · positions, 9 · channels] of images [n, …]: a convolution as a matrix product. */
function patchesOf(images: tf.Tensor, { pixels, channels, positions, sources }: Patches): tf.Tensor {
  const n = images.size / (pixels * channels);
  // One more place, of zeros, stands for what is outside.
  const padded = tf.concat([tf.reshape(images, [n, pixels, channels]), tf.zeros([n, 1, channels])], 1);
  const indices = tf.tensor1d(
    sources.map((pixel) => (pixel < 0 ? pixels : pixel)),
    'int32',
  );
  return tf.reshape(tf.gather(padded, indices, 1), [n * positions, patchSize * channels]);
}

/**
 * Outputs [n, outputs] of the networks of src/math/network-model.ts at inputs x [n, …], from parameters `W0` [fanIn,
 * outputs], `b0` [outputs], `W1`, …
 */
export function networkOutputs(
  network: Pick<NetworkModel, 'activation'>,
  stages: readonly Stage[],
): (parameters: Tensors, x: tf.Tensor) => tf.Tensor {
  const activation = tensorActivations[network.activation];
  return (parameters, x) =>
    stages.reduce((h, { patches, fanIn }, l) => {
      const input = l === 0 ? h : activation(h);
      const rows = patches ? patchesOf(input, patches) : tf.reshape(input, [x.shape[0], fanIn]);
      return tf.add(tf.matMul(rows as tf.Tensor2D, parameters[`W${l}`] as tf.Tensor2D), parameters[`b${l}`]);
    }, x);
}

/** The networks of src/math/network-model.ts with their loss. */
export function networkModel(network: NetworkModel): Model {
  const stages = stagesOf(network);
  const outputs = networkOutputs(network, stages);
  return {
    parameters: networkShapes(stages),
    samples: { x: { shape: [network.layers[0]] }, y: { shape: [network.layers.at(-1)!] } },
    examples: (parameters, { x, y }) => tensorLosses[network.loss](outputs(parameters, x), y),
  };
}
