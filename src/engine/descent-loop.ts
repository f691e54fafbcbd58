import * as tf from '@tensorflow/tfjs';
import { compileLoop, type CompiledLoop } from './compile/loop.ts';
import { descended } from './network/gradients.ts';
import { sampleSpecs, withSamples, type SampledNetwork } from './network/samples.ts';

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
    const rate = tf.div<tf.Scalar>(learningRate, tf.scalar(network.n));
    const { loss, next } = descended(withSamples(network, inputs, targets), parameters, rate);
    return { carry: next, results: [loss] };
  };
  const signature = { carry, each: [{ shape: [] }], shared: sampleSpecs(network) };
  return compileLoop(step, signature, steps, { name: 'gradient descent', eager });
}
