import * as tf from '@tensorflow/tfjs';
import { compile, type CompileOptions } from './compile/compile.ts';
import { compileLoop, type CompiledLoop } from './compile/loop.ts';
import type { Precision } from './compile/signature.ts';
import { flatGradient } from './network/gradients.ts';
import { affine, forwardFrom, product, rowsOf } from './network/passes.ts';
import { parameterSpec, sampleSpecs, withSamples, type SampledNetwork } from './network/samples.ts';
import { tensorActivations } from './network/tensor-activations.ts';
import { splitLayers } from './network/tensor-layers.ts';
import { tensorLosses } from './network/tensor-losses.ts';

const float64 = { precision: 'float64' } as const;

/** Loss and gradient [parameters] of samples at flat parameters. */
export function gradientGraph(network: SampledNetwork) {
  const gradient = (inputs: tf.Tensor, targets: tf.Tensor, parameters: tf.Tensor) =>
    flatGradient(withSamples(network, inputs, targets), parameters);
  return compile(gradient, [...sampleSpecs(network), parameterSpec(network)], float64);
}

/**
 * Gradient descent on flat parameters; each step gives its loss and the parameters after it. Shared by all steps:
 * learning rate, correction of the gradient, inputs, targets.
 */
export function trajectoryGraph(network: SampledNetwork, steps: number): CompiledLoop<'float64'> {
  const step = ([parameters]: tf.Tensor[], _each: tf.Tensor[], shared: tf.Tensor[]) => {
    const [learningRate, correction, inputs, targets] = shared;
    const { loss, gradient } = flatGradient(withSamples(network, inputs, targets), parameters);
    const next = tf.sub(parameters, tf.mul(learningRate, tf.add(gradient, correction)));
    return { carry: [next], results: [loss, next] };
  };
  const vector = parameterSpec(network);
  const signature = { carry: [vector], shared: [{ shape: [] }, vector, ...sampleSpecs(network)] };
  return compileLoop(step, signature, steps, { ...float64, name: 'trajectory' });
}

/** Layers and first pre-activations at a distance from a centre; those are linear in it, and the widest. */
function layersAlong({ stages }: SampledNetwork, inputs: tf.Tensor, centre: tf.Tensor, direction: tf.Tensor) {
  const [from, along] = [centre, direction].map((flat) => splitLayers(stages, flat));
  const [start, rate] = [from, along].map((layers) => affine(inputs, layers[0]));
  const at = (distance: tf.Tensor) => {
    const moved = (a: tf.Tensor, b: tf.Tensor) => tf.add(a, tf.mul(distance, b));
    const layers = from.map((layer, l) => ({
      weights: moved(layer.weights, along[l].weights),
      biases: moved(layer.biases, along[l].biases),
    }));
    return { layers, first: moved(start, rate) };
  };
  return { at, along, rate };
}

/** Losses [t, n] of samples at centre + t·direction for `count` values of t, and their means [t]. */
export function sliceGraph<P extends Precision>(
  network: SampledNetwork,
  count: number,
  options: CompileOptions<P>,
) {
  const { values } = tensorLosses[network.model.loss];
  const slice = (...[inputs, targets, centre, direction, t]: LineInputs) => {
    const samples = withSamples(network, inputs, targets);
    const { at } = layersAlong(network, inputs, centre, direction);
    const losses = tf.unstack(t).map((distance) => {
      const { layers, first } = at(distance);
      return values(forwardFrom(samples, first, layers).output, targets);
    });
    const examples = tf.stack(losses);
    return { examples, means: tf.mean(examples, 1) };
  };
  return compile(slice, lineSpecs(network, count), options);
}

type LineInputs = [
  inputs: tf.Tensor,
  targets: tf.Tensor,
  centre: tf.Tensor,
  direction: tf.Tensor,
  t: tf.Tensor,
];

function lineSpecs(network: SampledNetwork, count: number) {
  const vector = parameterSpec(network);
  return [...sampleSpecs(network), vector, vector, { shape: [count] }] as const;
}

/**
 * f′(t) of samples at centre + t·direction for each of `count` values of t: the forward pass with its rate of change
 * along the direction, for half of what a gradient costs and without moving vectors back and forth.
 */
export function slopeGraph(network: SampledNetwork, count: number) {
  const { model, stages, n } = network;
  const activation = tensorActivations[model.activation];
  const slope = (...[inputs, targets, centre, direction, t]: LineInputs) => {
    const samples = withSamples(network, inputs, targets);
    const { at, along, rate } = layersAlong(network, inputs, centre, direction);
    const slopes = tf.unstack(t).map((distance) => {
      const { layers, first } = at(distance);
      const { inputs: rows, hidden, output } = forwardFrom(samples, first, layers);
      const outputRate = hidden.reduce((before, { z, h }, l) => {
        const through = activation.slope?.(z, h);
        const rates = rowsOf(through ? tf.mul(before, through) : before, n, stages[l + 1]);
        return tf.add(affine(rows[l + 1], along[l + 1]), product(rates, layers[l + 1].weights));
      }, rate);
      return tf.sum(tf.mul(tensorLosses[model.loss].sum(output, targets).gradient, outputRate));
    });
    return tf.div(tf.stack(slopes), tf.scalar(n));
  };
  return compile(slope, lineSpecs(network, count), float64);
}
