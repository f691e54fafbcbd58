import { variantsOf } from '../../claims/variants.ts';
import type { EdgeParameters } from './schema.ts';
import { mnistDigits } from '../../measure/image-data.ts';

/** Learning rates of the network that the claim is judged by. */
export const edgeRates = [0.2, 0.3, 0.5] as const;

/** The one at which slices and orbits are measured. */
export const slicedRate = 0.3;

const slicing = {
  directions: 2,
  excesses: [1.02, 1.05, 1.1, 1.25, 1.5],
};

const tanh4: EdgeParameters = {
  kind: 'mlp',
  hidden: [64, 64, 64],
  activation: 'tanh',
  loss: 'mse',
  images: mnistDigits,
  learningRate: slicedRate,
  steps: 4000,
  every: 80,
  settleSteps: 200,
  directions: 0,
  slice: { from: 1e-2, to: 10, pointsPerDecade: 40 },
  excesses: [],
};

/** The network at one of its learning rates. */
export const rateName = (learningRate: number) => `tanh4-${learningRate}`;

const settings: Readonly<Record<string, EdgeParameters>> = {
  ...Object.fromEntries(
    edgeRates.map((learningRate) => [
      rateName(learningRate),
      { ...tanh4, learningRate, ...(learningRate === slicedRate && slicing) },
    ]),
  ),
  'tanh4-small-rate': { ...tanh4, learningRate: 0.02, every: 200 },
  'cross-entropy': { ...tanh4, loss: 'cross-entropy', learningRate: 0.5, every: 100 },
  // Its Hessian is the same everywhere, so that a few measurements in full say it all.
  linear: { ...tanh4, hidden: [], activation: 'identity', every: 2000, ...slicing },
  'deep-linear': { ...tanh4, activation: 'identity', ...slicing, every: 100 },
  digits8: {
    ...tanh4,
    images: { ...mnistDigits, source: 'digits' },
    learningRate: 0.4,
    every: 100,
  },
  cnn: {
    ...tanh4,
    kind: 'cnn',
    hidden: [8, 16],
    images: { ...mnistDigits, samples: 300 },
    learningRate: 0.25,
    steps: 2000,
    every: 100,
  },
};

/** Fewer samples, steps, eigenvectors and seeds; every variant, control and figure stays. */
const quickly = (full: EdgeParameters): EdgeParameters => ({
  ...full,
  images: { ...full.images, samples: 150 },
  steps: full.steps / 4,
  directions: Math.min(full.directions, 1),
  slice: { ...full.slice, pointsPerDecade: 30 },
});

/** Variants that only accompany the judged ones. */
const companions: readonly string[] = ['digits8', 'cnn'];

export const edgeVariants = variantsOf(settings, {
  full: { seeds: (variant) => (companions.includes(variant) ? 3 : 5) },
  quick: { seeds: 2, adapt: quickly },
});
