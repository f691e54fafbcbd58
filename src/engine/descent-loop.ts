import * as tf from '@tensorflow/tfjs';
import { compileLoop, type CompiledLoop } from './compile/loop.ts';
import { lossAndGradient } from './network/passes.ts';
import { sampleSpecs, withSamples, type SampledNetwork } from './network/samples.ts';
import { layersOfList, listLayers } from './network/tensor-layers.ts';

/**
 * Gradient descent as a loop of `steps` steps in float32: from W0, b0, … to the next ones, with the loss before each
 * update. Another learning rate in each step; shared by all: inputs, targets.
 */
export function descentLoop(
  network: SampledNetwork,
  steps: number,
  { eager = false }: { readonly eager?: boolean } = {},
): CompiledLoop<'float32'> {
  const carry = network.stages.flatMap(({ fanIn, outputs }) => [
    { shape: [fanIn, outputs] },
    { shape: [outputs] },
  ]);
  const step = (parameters: tf.Tensor[], [learningRate]: tf.Tensor[], [inputs, targets]: tf.Tensor[]) => {
    const rate = tf.div(learningRate, tf.scalar(network.n));
    // The learning rate goes in where the gradient is smallest, at the outputs.
    const { loss, gradient } = lossAndGradient(
      withSamples(network, inputs, targets),
      layersOfList(parameters),
      (residual) => tf.mul(residual, rate),
    );
    const updates = listLayers(gradient);
    return { carry: parameters.map((parameter, i) => tf.sub(parameter, updates[i])), results: [loss] };
  };
  const signature = { carry, each: [{ shape: [] }], shared: sampleSpecs(network) };
  return compileLoop(step, signature, steps, { name: 'gradient descent', eager });
}
