import type { TrainedParameters } from './trained-run.ts';
import type { Profile, Variant } from '../../claims/experiment.ts';

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

export function trainedVariants(profile: Profile): Record<string, Variant<TrainedParameters>> {
  const seeds = profile === 'full' ? [0, 1, 2, 3, 4] : [0, 1, 2];
  return Object.fromEntries(
    trainedChoices.map((choice) => [trainedName(choice), { parameters: { ...base, ...choice }, seeds }]),
  );
}
