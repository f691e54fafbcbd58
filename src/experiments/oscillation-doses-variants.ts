import type { Profile, Variant } from './experiment.ts';
import type { DoseParameters } from './oscillation-doses.ts';
import { dosedNetwork, quickOneOutput, seedCount } from './oscillation-variants.ts';

const dosed: DoseParameters = {
  ...dosedNetwork,
  doses: [0, 1, 2, 4],
  transient: 300,
  correctEvery: 10,
};

export function doseVariants(profile: Profile): Record<string, Variant<DoseParameters>> {
  return {
    'below-5': {
      parameters: profile === 'full' ? dosed : quickOneOutput(dosed),
      seeds: seedCount(profile),
    },
  };
}
