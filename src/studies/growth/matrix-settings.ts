import { variantsOf } from '../../claims/variants.ts';
import type { GrowthParameters } from './schema.ts';
import { quickly, tanh4 } from './settings.ts';

const base: GrowthParameters = { ...tanh4, randomDirections: 1 };

const training = (learningRate: number, maxSteps: number, targetLoss: number | null = null) => ({
  ...base.training,
  learningRate,
  maxSteps,
  targetLoss,
});

/** The base network with one thing changed at a time. */
const matrixNetworks: Readonly<Record<string, GrowthParameters>> = {
  tanh3: {
    ...base,
    hidden: [64, 64],
    images: { ...base.images, scale: 1 },
    training: training(0.15, 4000, 5e-3),
  },
  digits: { ...base, images: { ...base.images, source: 'digits' } },
  cnn: {
    ...base,
    kind: 'cnn',
    hidden: [8, 16],
    images: { ...base.images, samples: 300, scale: 1 },
    training: training(0.25, 900),
  },
  relu: { ...base, hidden: [64, 64], activation: 'relu', training: training(0.3, 4000, 5e-3) },
  'deep-linear': { ...base, activation: 'identity', training: training(0.3, 3000) },
  'cross-entropy': { ...base, loss: 'cross-entropy', training: training(0.3, 4000, 1e-2) },
  'relu-cross-entropy': {
    ...base,
    hidden: [64, 64],
    activation: 'relu',
    loss: 'cross-entropy',
    training: training(0.3, 4000, 1e-2),
  },
};

export const matrixVariants = variantsOf(matrixNetworks, {
  full: { seeds: 3 },
  quick: { seeds: 2, adapt: quickly },
});
