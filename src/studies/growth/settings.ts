import { mnistDigits } from '../../measure/image-data.ts';
import { variantsOf } from '../../claims/variants.ts';
import type { GrowthParameters } from './schema.ts';

/** The base network with its data, training and slices. */
export const tanh4: GrowthParameters = {
  kind: 'mlp',
  hidden: [64, 64, 64],
  activation: 'tanh',
  loss: 'mse',
  images: mnistDigits,
  training: { learningRate: 0.3, maxSteps: 8000, targetLoss: 5e-3, settleSteps: 500 },
  eigenpairs: 5,
  lanczosTolerance: 1e-8,
  lanczosIterations: 300,
  randomDirections: 2,
  slice: { from: 1e-5, to: 1e2, pointsPerDecade: 20 },
};

/** A loss that is quadratic in the parameters: the control of every growth. */
export const linear: GrowthParameters = {
  ...tanh4,
  hidden: [],
  activation: 'identity',
  training: { learningRate: 0.3, maxSteps: 4000, targetLoss: null, settleSteps: 500 },
};

/** Fewer samples, which train in fewer steps, and fewer seeds; every direction, control and figure stays. */
export const quickly = (full: GrowthParameters): GrowthParameters => ({
  ...full,
  images: { ...full.images, samples: 150 },
  training: { ...full.training, maxSteps: full.training.maxSteps / 4, settleSteps: 100 },
});

export const growthVariants = variantsOf(
  { tanh4, linear },
  { full: { seeds: 5 }, quick: { seeds: 3, adapt: quickly } },
);
