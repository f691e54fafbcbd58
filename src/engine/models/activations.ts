import * as tf from '@tensorflow/tfjs';
import type { Activation } from '../../math/activations.ts';
import { gelu } from './blocks.ts';

/** The activations of src/math/activations.ts on tensors. */
export const tensorActivations: Readonly<Record<Activation, (z: tf.Tensor) => tf.Tensor>> = {
  identity: (z) => z,
  tanh: tf.tanh,
  relu: tf.relu,
  softplus: tf.softplus,
  erf: tf.erf,
  sin: tf.sin,
  sigmoid: tf.sigmoid,
  gelu,
};
