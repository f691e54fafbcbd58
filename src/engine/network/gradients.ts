import * as tf from '@tensorflow/tfjs';
import { lossAndGradient, type TensorProblem } from './passes.ts';
import { joinLayers, layersOfList, listLayers, splitLayers } from './tensor-layers.ts';

/** The list of tensors after one step of gradient descent, with the loss before it; `rate` is η over the samples' number. */
export function descended(problem: TensorProblem, parameters: readonly tf.Tensor[], rate: tf.Scalar) {
  // The learning rate goes in where the gradient is smallest, at the outputs.
  const scale = (residual: tf.Tensor) => tf.mul(residual, rate);
  const { loss, gradient } = lossAndGradient(problem, layersOfList(parameters), scale);
  const updates = listLayers(gradient);
  return { loss, next: parameters.map((parameter, i) => tf.sub(parameter, updates[i])) };
}

/** Mean loss at flat parameters, and its gradient as a flat vector. */
export function flatGradient(problem: TensorProblem, flat: tf.Tensor) {
  const mean = (residual: tf.Tensor) => tf.div(residual, tf.scalar(problem.n));
  const { loss, gradient } = lossAndGradient(problem, splitLayers(problem.stages, flat), mean);
  return { loss, gradient: joinLayers(gradient) };
}
