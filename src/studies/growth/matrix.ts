import { defineExperiment, type Profile, type Variant } from '../../claims/experiment.ts';
import { quickly, tanh4 } from './settings.ts';
import {
  growthOutput,
  growthParameters,
  measureNetworkGrowth,
  type GrowthParameters,
} from '../../measure/network-growth.ts';

const training = (learningRate: number, maxSteps: number, targetLoss: number | null = null) => ({
  ...tanh4.training,
  learningRate,
  maxSteps,
  targetLoss,
});

/** The base network with one thing changed at a time; learning rates and steps as in the design where it has them. */
export const matrixNetworks: Readonly<Record<string, GrowthParameters>> = {
  tanh3: {
    ...tanh4,
    hidden: [64, 64],
    images: { ...tanh4.images, scale: 1 },
    training: training(0.15, 4000, 5e-3),
  },
  digits: { ...tanh4, images: { ...tanh4.images, source: 'digits' } },
  cnn: {
    ...tanh4,
    kind: 'cnn',
    hidden: [8, 16],
    images: { ...tanh4.images, samples: 300, scale: 1 },
    training: training(0.25, 900),
  },
  relu: { ...tanh4, hidden: [64, 64], activation: 'relu', training: training(0.3, 4000, 5e-3) },
  'deep-linear': { ...tanh4, activation: 'identity', training: training(0.3, 3000) },
  'cross-entropy': { ...tanh4, loss: 'cross-entropy', training: training(0.3, 4000, 1e-2) },
  'relu-cross-entropy': {
    ...tanh4,
    hidden: [64, 64],
    activation: 'relu',
    loss: 'cross-entropy',
    training: training(0.3, 4000, 1e-2),
  },
};

function variants(profile: Profile): Record<string, Variant<GrowthParameters>> {
  const [seeds, adapt] = profile === 'full' ? [[0, 1, 2], (p: GrowthParameters) => p] : [[0, 1], quickly];
  return Object.fromEntries(
    Object.entries(matrixNetworks).map(([name, parameters]) => [
      name,
      { parameters: adapt({ ...parameters, randomDirections: 1 }), seeds },
    ]),
  );
}

/** N1 on other networks, losses and data: where growth is subquadratic and where it is not. Judges nothing. */
export const growthMatrix = defineExperiment({
  id: 'growth-matrix',
  version: 1,
  title: 'Growth of the loss around other networks, losses and data',
  parameters: growthParameters,
  output: growthOutput,
  variants,
  run: measureNetworkGrowth,
  judges: {},
});
