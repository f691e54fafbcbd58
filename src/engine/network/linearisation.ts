import * as tf from '@tensorflow/tfjs';
import {
  affine,
  biasGradient,
  forward,
  product,
  rowsOf,
  ungathered,
  type TensorLayer,
  type TensorProblem,
} from './passes.ts';
import { tensorActivations } from './tensor-activations.ts';
import { tensorLosses } from './tensor-losses.ts';

/**
 * What all Hessian-vector products at one point share, by name: for each layer the rows `input`, ∂L/∂z `delta`, and for
 * each hidden layer σ′ `slope` and ∂L/∂h·σ″ `bend`, which are absent where they are 1 and 0; `output` is the loss's own.
 */
export type Linearisation = Readonly<Record<string, tf.Tensor>>;

/** The forward and the backward pass of a network's mean loss at one point, kept for its second derivative. */
export function linearise(problem: TensorProblem, layers: readonly TensorLayer[]): Linearisation {
  const { model, stages, n, targets } = problem;
  const { slope, curvature } = tensorActivations[model.activation];
  const { inputs, hidden, output } = forward(problem, layers);
  const loss = tensorLosses[model.loss];
  const kept: Record<string, tf.Tensor> = {};
  if (loss.state) kept['output'] = loss.state(output);
  let delta = tf.div(loss.sum(output, targets).gradient, tf.scalar(n));
  kept[`delta${layers.length - 1}`] = delta;
  for (let l = layers.length - 1; l > 0; l--) {
    kept[`input${l}`] = inputs[l];
    const { z, h } = hidden[l - 1];
    const rows = product(delta, layers[l].weights, { right: true });
    const upstream = ungathered(rows, n, stages[l], z.shape);
    const first = slope?.(z, h);
    const second = first && curvature?.(z, h, first);
    if (first) kept[`slope${l - 1}`] = first;
    if (second) kept[`bend${l - 1}`] = tf.mul(upstream, second);
    delta = first ? tf.mul(upstream, first) : upstream;
    if (l > 1) kept[`delta${l - 1}`] = delta;
  }
  return kept;
}

const scaled = (tensor: tf.Tensor, factor: tf.Tensor | undefined) =>
  factor ? tf.mul(tensor, factor) : tensor;

/** ∇²L·v by Pearlmutter's R-operator (1994): directional derivatives of the forward and of the backward pass. */
export function hessianVectorProduct(
  { model, stages, n, inputs }: TensorProblem,
  layers: readonly TensorLayer[],
  at: Linearisation,
  v: readonly TensorLayer[],
): TensorLayer[] {
  const last = layers.length - 1;
  const inputRates: tf.Tensor[] = [];
  const rates = [affine(inputs, v[0])];
  for (let l = 1; l <= last; l++) {
    inputRates[l] = rowsOf(scaled(rates[l - 1], at[`slope${l - 1}`]), n, stages[l]);
    rates[l] = tf.add(affine(at[`input${l}`], v[l]), product(inputRates[l], layers[l].weights));
  }
  const rate = tensorLosses[model.loss].gradientRate(rates[last], at['output']);
  let deltaRate = tf.div(rate, tf.scalar(n));
  const result: TensorLayer[] = [];
  for (let l = last; l > 0; l--) {
    const [input, delta, bend] = [at[`input${l}`], at[`delta${l}`], at[`bend${l - 1}`]];
    result[l] = {
      weights: tf.add(
        product(input, deltaRate, { left: true }),
        product(inputRates[l], delta, { left: true }),
      ),
      biases: biasGradient(deltaRate),
    };
    const rows = tf.add(
      product(deltaRate, layers[l].weights, { right: true }),
      product(delta, v[l].weights, { right: true }),
    );
    const upstreamRate = ungathered(rows, n, stages[l], rates[l - 1].shape);
    const straight = scaled(upstreamRate, at[`slope${l - 1}`]);
    deltaRate = bend ? tf.add(straight, tf.mul(bend, rates[l - 1])) : straight;
  }
  result[0] = { weights: product(inputs, deltaRate, { left: true }), biases: biasGradient(deltaRate) };
  return result;
}
