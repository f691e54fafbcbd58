import { oneHot } from '../../data/dataset.ts';
import { drawSubset, type LabelledImages } from '../../data/labelled-images.ts';
import { activationNames, type Activation } from '../../math/activations.ts';
import { initialParameters, type MlpModel } from '../../math/network.ts';
import { random } from '../../math/random.ts';
import type { Controls, StateOf } from '../controls.ts';

const widths = [8, 16, 32, 64];

export const trainControls = {
  rate: {
    kind: 'range',
    label: 'Learning rate <i>η</i>',
    min: 0.01,
    max: 2,
    step: 0.05,
    initial: 0.4,
    scale: 'log',
    tone: 'second',
    stops: [0.01, 0.1, 1].map((at) => ({ at, text: String(at) })),
  },
  depth: { kind: 'range', label: 'Hidden layers', min: 0, max: 4, step: 1, initial: 2 },
  width: {
    kind: 'choice',
    label: 'Units in each',
    options: widths.map((width) => ({ value: String(width), text: String(width) })),
    initial: '32',
  },
  activation: {
    kind: 'choice',
    label: 'Activation',
    options: activationNames.map((name) => ({ value: name, text: name })),
    initial: 'tanh',
  },
  seed: { kind: 'range', label: 'Seed', min: 0, max: 9, step: 1, initial: 0 },
  steps: { kind: 'range', label: 'Steps', min: 1, max: 3000, step: 1, initial: 800 },
} as const satisfies Controls;

export type TrainState = StateOf<typeof trainControls>;

/** Samples of the digits, and the standard deviation of their pixels, as in the experiments. */
export const [samples, scale, classes] = [200, 0.25, 10];

/** A network on its samples and where its training starts, in the numbers of float32. */
export interface Start {
  readonly problem: {
    readonly model: MlpModel;
    readonly n: number;
    readonly x: Float32Array;
    readonly targets: Float32Array;
  };
  readonly parameters: Float32Array;
}

/** What a state of the controls trains: samples and initial parameters are drawn from its seed. */
export function startOf(digits: LabelledImages, { depth, width, activation, seed }: TrainState): Start {
  const { n, d, x, y } = drawSubset(digits, { n: samples, seed, pool: 1, scale });
  const hidden = Array<number>(depth).fill(Number(width));
  const model: MlpModel = {
    kind: 'mlp',
    layers: [d, ...hidden, classes],
    activation: depth === 0 ? 'identity' : (activation as Activation),
    loss: 'mse',
  };
  return {
    problem: { model, n, x, targets: oneHot(y, classes) },
    parameters: Float32Array.from(initialParameters(model, random(seed, 'initial parameters'))),
  };
}
