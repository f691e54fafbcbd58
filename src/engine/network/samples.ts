import * as tf from '@tensorflow/tfjs';
import type { Problem } from '../engine.ts';
import { tensorProblem, type TensorProblem } from './passes.ts';

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

/** The samples for as long as `body` runs; graphs that it compiles keep them as constants. */
export function withSamples<T>(problem: Problem, body: (samples: TensorProblem) => T): T {
  const { samples, dispose } = openSamples(problem);
  try {
    return body(samples);
  } finally {
    dispose();
  }
}
