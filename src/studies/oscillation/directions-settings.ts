import { variantsOf } from '../../claims/variants.ts';
import { mnistDigits } from '../../measure/image-data.ts';
import type { DirectionsParameters } from './directions-schema.ts';

const tenOutputs: DirectionsParameters = {
  kind: 'mlp',
  hidden: [64, 64, 64],
  activation: 'tanh',
  loss: 'mse',
  images: mnistDigits,
  learningRate: 0.3,
  before: 1000,
  window: 200,
  centresEvery: 40,
  eigenpairs: 20,
};

/** Fewer samples, steps and centres. */
const quickly = (full: DirectionsParameters): DirectionsParameters => ({
  ...full,
  images: { ...full.images, samples: 150 },
  before: 500,
  centresEvery: 100,
});

export const directionsVariants = variantsOf(
  Object.fromEntries(
    [0.3, 0.5].map((learningRate) => [`tanh4-${learningRate}`, { ...tenOutputs, learningRate }]),
  ),
  { full: { seeds: 3 }, quick: { seeds: 2, adapt: quickly } },
);
