import type { TrainedParameters } from './trained-schema.ts';
import { variantsOf } from '../../claims/variants.ts';

const base = { ratio: 100, samples: 4, inputs: 24, hidden: 32, directions: 16 } as const;

type Choice = Pick<TrainedParameters, 'activation' | 'magnitudes' | 'metric'>;

export const trainedName = ({ activation, magnitudes, metric }: Choice) =>
  `${activation}-${magnitudes}${metric === 'weights' ? '-by-weights' : ''}`;

/** Saturating networks with up to three magnitudes, the linear control, and minima by steps short in the weights. */
export const trainedChoices: readonly Choice[] = [
  ...([1, 2, 3] as const).flatMap((magnitudes) =>
    (['tanh', 'erf', 'identity'] as const).map((activation): Choice => ({
      activation,
      magnitudes,
      metric: 'pre-activations',
    })),
  ),
  { activation: 'tanh', magnitudes: 2, metric: 'weights' },
  { activation: 'tanh', magnitudes: 3, metric: 'weights' },
];

export const trainedVariants = variantsOf<TrainedParameters>(
  Object.fromEntries(trainedChoices.map((choice) => [trainedName(choice), { ...base, ...choice }])),
  { full: { seeds: 5 }, quick: { seeds: 3 } },
);
