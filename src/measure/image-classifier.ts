import { z } from 'zod';
import { oneHot, type Dataset } from '../data/dataset.ts';
import type { Problem } from '../engine/engine.ts';
import { activationNames } from '../math/activations.ts';
import { initialParameters, type NetworkModel } from '../math/network.ts';
import { lossNames } from '../math/output-losses.ts';
import { random } from '../math/random.ts';

/** Digits and other images of ten classes. */
const classes = 10;

export const networkParameters = z.strictObject({
  kind: z.enum(['mlp', 'cnn']),
  /** Units of the hidden layers, or filters of the convolutions. */
  hidden: z.array(z.int().positive()),
  activation: z.enum(activationNames),
  loss: z.enum(lossNames),
});

export interface Classifier {
  readonly model: NetworkModel;
  readonly problem: Problem;
  /** Initial parameters, as float32 holds them. */
  readonly start: Float32Array;
}

/** A network of ten outputs on a data set, with the initial parameters of a seed. */
export function imageClassifier(
  dataset: Dataset,
  { kind, hidden, activation, loss }: z.output<typeof networkParameters>,
  seed: number,
): Classifier {
  const model: NetworkModel = { kind, layers: [dataset.d, ...hidden, classes], activation, loss };
  const problem = { model, n: dataset.n, x: dataset.x, targets: oneHot(dataset.y, classes) };
  return {
    model,
    problem,
    start: Float32Array.from(initialParameters(model, random(seed, 'initial parameters'))),
  };
}
