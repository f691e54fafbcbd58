import * as tf from '@tensorflow/tfjs';
import { parameterCount, stagesOf } from '../../math/network-model.ts';
import { Float64Tensor } from '../compile/float64-tensor.ts';
import type { Precision, TensorSpec } from '../compile/signature.ts';
import type { Problem } from '../engine.ts';
import { tensorProblem, type TensorProblem } from './passes.ts';

/** A network with the number of its samples: what its graphs depend on, which take the samples as inputs. */
export type SampledNetwork = Pick<TensorProblem, 'model' | 'stages' | 'n'>;

/** The network of a problem, with the number of its samples. */
export function sampledNetwork({ model, n }: Pick<Problem, 'model' | 'n'>): SampledNetwork {
  return { model, stages: stagesOf(model), n };
}

/** Shapes of the first layer's rows and of the targets. */
export function sampleSpecs({ model, stages, n }: SampledNetwork): [inputs: TensorSpec, targets: TensorSpec] {
  return [{ shape: [n * stages[0].positions, stages[0].fanIn] }, { shape: [n, model.layers.at(-1)!] }];
}

/** Shape of its parameters as one flat vector. */
export const parameterSpec = ({ model }: Pick<SampledNetwork, 'model'>): TensorSpec => ({
  shape: [parameterCount(model)],
});

/** The network on these samples. */
export const withSamples = (
  network: SampledNetwork,
  inputs: tf.Tensor,
  targets: tf.Tensor,
): TensorProblem => ({ ...network, inputs, targets });

/** A problem's samples as tensors that last until they are disposed of. */
export function openSamples({ model, n, x, targets }: Problem): {
  readonly samples: TensorProblem;
  readonly dispose: () => void;
} {
  tf.engine().startScope();
  try {
    const images = tf.tensor2d(x, [n, model.layers[0]]);
    const samples = tensorProblem(model, n, images, tf.tensor2d(targets, [n, model.layers.at(-1)!]));
    const kept = [tf.keep(samples.inputs), tf.keep(samples.targets)];
    return { samples, dispose: () => tf.dispose(kept) };
  } finally {
    tf.engine().endScope();
  }
}

/** Inputs and targets as graphs of a precision take them. */
export type SampleTensors<P extends Precision> = P extends 'float64'
  ? readonly [Float64Tensor, Float64Tensor]
  : readonly [tf.Tensor, tf.Tensor];

/** The same numbers in float64; the caller disposes of them. */
export function doubled({ inputs, targets }: TensorProblem): SampleTensors<'float64'> {
  const double = (tensor: tf.Tensor) =>
    Float64Tensor.from(Float64Array.from(tensor.dataSync<'float32'>()), tensor.shape);
  return [double(inputs), double(targets)];
}
