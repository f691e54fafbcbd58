import { oneHot } from '../../data/dataset.ts';
import { drawSubset, type LabelledImages } from '../../data/labelled-images.ts';
import { activationNames, type Activation } from '../../math/activations.ts';
import { initialParameters, type MlpModel } from '../../math/network.ts';
import { random } from '../../math/random.ts';
import { choice, range, type Controls, type StateOf } from '../controls.ts';

const widths = [8, 16, 32, 64];

export const trainControls = {
  rate: range('Learning rate <i>η</i>', [0.01, 2], {
    step: 0.05,
    initial: 0.4,
    scale: 'log',
    tone: 'second',
    stops: [0.01, 0.1, 1].map((at) => ({ at, text: String(at) })),
  }),
  depth: range('Hidden layers', [0, 4], { step: 1, initial: 2 }),
  width: choice(
    'Units in each',
    widths.map((width) => ({ value: String(width), text: String(width) })),
    '32',
  ),
  activation: choice(
    'Activation',
    activationNames.map((name) => ({ value: name, text: name })),
    'tanh',
  ),
  seed: range('Seed', [0, 9], { step: 1, initial: 0 }),
  steps: range('Steps', [1, 3000], { step: 1, initial: 800 }),
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
