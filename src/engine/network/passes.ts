import * as tf from '@tensorflow/tfjs';
import { stagesOf, type NetworkModel, type Stage } from '../../math/network-model.ts';
import { nativeOp } from '../compile/native-op.ts';
import { tensorActivations } from './tensor-activations.ts';
import { tensorLosses } from './tensor-losses.ts';
import { gatherPatches, scatterPatches } from './tensor-patches.ts';

/** One layer's weights [fanIn, outputs] and biases [outputs]. */
export interface TensorLayer {
  readonly weights: tf.Tensor;
  readonly biases: tf.Tensor;
}

/** A network on its samples: `inputs` are the rows of the first layer, `targets` [n, outputs]. */
export interface TensorProblem {
  readonly model: NetworkModel;
  readonly stages: readonly Stage[];
  readonly n: number;
  readonly inputs: tf.Tensor;
  readonly targets: tf.Tensor;
}

const shaped = (tensor: tf.Tensor, shape: number[]) =>
  tf.util.arraysEqual(tensor.shape, shape) ? tensor : tf.reshape(tensor, shape);

/** Puts samples x [n, inputs] where the first layer wants them: its patches, where it is a convolution. */
export function tensorProblem(
  model: NetworkModel,
  n: number,
  x: tf.Tensor,
  targets: tf.Tensor,
): TensorProblem {
  const stages = stagesOf(model);
  return { model, stages, n, inputs: rowsOf(x, n, stages[0]), targets };
}

/** Activations as the rows [n · positions, fanIn] that a layer multiplies with its weights. */
export function rowsOf(h: tf.Tensor, n: number, { patches, fanIn }: Stage): tf.Tensor {
  return patches ? gatherPatches(h, n, patches) : shaped(h, [n, fanIn]);
}

/** a · b, with either side transposed. */
export function product(a: tf.Tensor, b: tf.Tensor, { left = false, right = false } = {}): tf.Tensor {
  // The kernel of tfjs on wasm takes ten times as long over a side that it is to transpose itself.
  const turned = (side: tf.Tensor, turn: boolean) => (turn ? tf.transpose(side) : side) as tf.Tensor2D;
  return nativeOp('MatMul', [a, b], () => [tf.matMul(turned(a, left), turned(b, right))], {
    flags: { transpose_a: left, transpose_b: right },
  })[0];
}

/** z = rows · W + b, [rows, outputs]. */
export function affine(rows: tf.Tensor, { weights, biases }: TensorLayer): tf.Tensor {
  const z = product(rows, weights);
  return nativeOp('BiasAdd', [z, biases], () => [tf.add(z, biases)])[0];
}

/** Sum over the rows of ∂L/∂z, [outputs]. */
export const biasGradient = (delta: tf.Tensor) =>
  nativeOp('BiasAddGrad', [delta], () => [tf.sum(delta, 0)])[0];

/** Rates of a layer's rows as those of the activations of `shape` that they were gathered from. */
export function ungathered(rows: tf.Tensor, n: number, { patches }: Stage, shape: number[]): tf.Tensor {
  return shaped(patches ? scatterPatches(rows, n, patches) : rows, shape);
}

/** What a forward pass leaves behind for the backward one. */
interface Forward {
  /** Rows that each layer multiplies with its weights. */
  readonly inputs: readonly tf.Tensor[];
  /** Pre-activations and activations of the hidden layers, [n · positions, outputs]. */
  readonly hidden: readonly { readonly z: tf.Tensor; readonly h: tf.Tensor }[];
  /** The network's output [n, outputs]. */
  readonly output: tf.Tensor;
}

/** The network's output from the first layer's pre-activations on. */
export function forwardFrom(
  { model, stages, n, inputs }: TensorProblem,
  first: tf.Tensor,
  layers: readonly TensorLayer[],
): Forward {
  const { value } = tensorActivations[model.activation];
  const rows = [inputs];
  const hidden: { z: tf.Tensor; h: tf.Tensor }[] = [];
  let z = first;
  for (let l = 1; l < layers.length; l++) {
    const h = value(z);
    hidden.push({ z, h });
    rows.push(rowsOf(h, n, stages[l]));
    z = affine(rows[l], layers[l]);
  }
  return { inputs: rows, hidden, output: z };
}

/** The network's output from its samples. */
export function forward(problem: TensorProblem, layers: readonly TensorLayer[]): Forward {
  return forwardFrom(problem, affine(problem.inputs, layers[0]), layers);
}

/** Mean loss and `scale` times its gradient, for each layer. */
export function lossAndGradient(
  problem: TensorProblem,
  layers: readonly TensorLayer[],
  scale: (residual: tf.Tensor) => tf.Tensor,
): { loss: tf.Tensor; gradient: TensorLayer[] } {
  const { model, stages, n, targets } = problem;
  const { pull } = tensorActivations[model.activation];
  const { inputs, hidden, output } = forward(problem, layers);
  const { sum, gradient: residual } = tensorLosses[model.loss].sum(output, targets);
  const gradient: TensorLayer[] = [];
  let delta = scale(residual);
  for (let l = layers.length - 1; l >= 0; l--) {
    gradient[l] = { weights: product(inputs[l], delta, { left: true }), biases: biasGradient(delta) };
    if (l === 0) break;
    const { z, h } = hidden[l - 1];
    const rows = product(delta, layers[l].weights, { right: true });
    delta = pull(ungathered(rows, n, stages[l], z.shape), z, h);
  }
  return { loss: tf.div(sum, tf.scalar(n)), gradient };
}
