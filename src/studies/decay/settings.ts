import { variantsOf } from '../../claims/variants.ts';
import type { DecayParameters } from './schema.ts';
import { mnistDigits } from '../../measure/image-data.ts';

const tanh4: DecayParameters = {
  kind: 'mlp',
  hidden: [64, 64, 64],
  activation: 'tanh',
  loss: 'mse',
  images: mnistDigits,
  learningRate: 0.5,
  firsts: [
    { step: 2000, factor: 5 },
    { step: 1500, factor: 2 },
  ],
  raceSteps: 3500,
  second: { step: 300, factor: 2, soon: 100, delay: 800, maxSteps: 3000, every: 50 },
  slice: { from: 1e-3, to: 1, pointsPerDecade: 20 },
};

/** Fewer samples, which reach the edge sooner, and shorter races. */
const quickly = (full: DecayParameters): DecayParameters => ({
  ...full,
  images: { ...mnistDigits, samples: 150 },
  firsts: [
    { step: 800, factor: 5 },
    { step: 600, factor: 2 },
  ],
  raceSteps: 1500,
  second: { ...full.second, step: 200 },
});

export const decayVariants = variantsOf(
  { tanh4 },
  { full: { seeds: 5 }, quick: { seeds: 2, adapt: quickly } },
);
