import * as tf from '@tensorflow/tfjs';
import { parameterCount } from '../math/network-model.ts';
import { compile, type CompileOptions } from './compile/compile.ts';
import { compileLoop, type CompiledLoop } from './compile/loop.ts';
import type { Precision } from './compile/signature.ts';
import type { Problem } from './engine.ts';
import { affine, forwardFrom, lossAndGradient, type TensorProblem } from './network/passes.ts';
import { withSamples } from './network/samples.ts';
import { joinLayers, splitLayers } from './network/tensor-layers.ts';
import { tensorLosses } from './network/tensor-losses.ts';

const float64 = { precision: 'float64' } as const;

/** Loss and gradient at flat parameters. */
export function gradientGraph(problem: Problem) {
  return withSamples(problem, (samples) => {
    const gradient = (parameters: tf.Tensor) => {
      const layers = splitLayers(samples.stages, parameters);
      const result = lossAndGradient(samples, layers, (residual) => tf.div(residual, tf.scalar(problem.n)));
      return { loss: result.loss, gradient: joinLayers(result.gradient) };
    };
    return compile(gradient, [{ shape: [parameterCount(problem.model)] }], float64);
  });
}

/** Gradient descent on flat parameters; each step gives its loss and the parameters after it. */
export function trajectoryGraph(problem: Problem, steps: number): CompiledLoop<'float64'> {
  return withSamples(problem, (samples) => {
    const vector = { shape: [parameterCount(problem.model)] };
    const step = ([parameters]: tf.Tensor[], _each: tf.Tensor[], [learningRate, correction]: tf.Tensor[]) => {
      const layers = splitLayers(samples.stages, parameters);
      const { loss, gradient } = lossAndGradient(samples, layers, (residual) =>
        tf.div(residual, tf.scalar(problem.n)),
      );
      const change = tf.mul(learningRate, tf.add(joinLayers(gradient), correction));
      const next = tf.sub(parameters, change);
      return { carry: [next], results: [loss, next] };
    };
    const signature = { carry: [vector], shared: [{ shape: [] }, vector] };
    return compileLoop(step, signature, steps, { ...float64, name: 'trajectory' });
  });
}

/** Losses [t, n] at centre + t·direction for `count` values of t, and their means [t]. */
export function sliceGraph(problem: Problem, count: number) {
  return withSamples(problem, (samples) => compiledSlice(samples, count, float64));
}

/** The same of samples in tensors, in any precision; op by op it needs them for as long as it is used. */
export function compiledSlice<P extends Precision>(
  samples: TensorProblem,
  count: number,
  options: CompileOptions<P>,
) {
  const { model, stages, targets, inputs } = samples;
  const { values } = tensorLosses[model.loss];
  const slice = (centre: tf.Tensor, direction: tf.Tensor, t: tf.Tensor) => {
    const [from, along] = [centre, direction].map((flat) => splitLayers(stages, flat));
    // The first layer's pre-activations are linear in t, and it is the widest.
    const [start, rate] = [from, along].map((layers) => affine(inputs, layers[0]));
    const losses = tf.unstack(t).map((distance) => {
      const moved = (a: tf.Tensor, b: tf.Tensor) => tf.add(a, tf.mul(distance, b));
      const layers = from.map((layer, l) => ({
        weights: moved(layer.weights, along[l].weights),
        biases: moved(layer.biases, along[l].biases),
      }));
      return values(forwardFrom(samples, moved(start, rate), layers).output, targets);
    });
    const examples = tf.stack(losses);
    return { examples, means: tf.mean(examples, 1) };
  };
  const vector = { shape: [parameterCount(model)] };
  return compile(slice, [vector, vector, { shape: [count] }], options);
}
