import { variantsOf } from '../../claims/variants.ts';
import { mnistDigits } from '../../measure/image-data.ts';
import type { SeparateScalesParameters } from './schema.ts';

/** Learning rates η′ while settling, descending. */
export const settlingRates = [0.3, 0.09, 0.03, 0.009, 0.003] as const;

/** Those at which the claim and its controls are judged. */
export const judgedRates = [0.09, 0.009] as const;

const relu: SeparateScalesParameters = {
  kind: 'mlp',
  hidden: [64, 64],
  activation: 'relu',
  loss: 'mse',
  images: mnistDigits,
  training: {
    learningRate: 0.3,
    maxSteps: 1500,
    targetLoss: null,
    settleSteps: 500,
    settleLearningRate: 0.3,
  },
  randomDirections: 6,
  slice: { from: 1e-6, to: 10, pointsPerDecade: 20 },
  lineSlice: { from: 1e-6, to: 1e2, pointsPerDecade: 20 },
};

const networks: readonly {
  name: string;
  parameters: SeparateScalesParameters;
  rates: readonly number[];
}[] = [
  { name: 'relu', parameters: relu, rates: settlingRates },
  { name: 'tanh', parameters: { ...relu, activation: 'tanh' }, rates: judgedRates },
  { name: 'linear', parameters: { ...relu, hidden: [], activation: 'identity' }, rates: judgedRates },
];

export const variantName = (network: string, rate: number) => `${network}-${rate}`;

/** Fewer samples and seeds; every learning rate, control and figure stays. */
const quickly = (full: SeparateScalesParameters): SeparateScalesParameters => ({
  ...full,
  images: { ...full.images, samples: 150 },
});

/** One for each network and learning rate η′. */
const settings = Object.fromEntries(
  networks.flatMap(({ name, parameters, rates }) =>
    rates.map((settleLearningRate) => [
      variantName(name, settleLearningRate),
      { ...parameters, training: { ...parameters.training, settleLearningRate } },
    ]),
  ),
);

export const separateScalesVariants = variantsOf(settings, {
  full: { seeds: 5 },
  quick: { seeds: 3, adapt: quickly },
});
