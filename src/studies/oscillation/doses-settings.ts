import type { Profile, Variant } from '../../claims/experiment.ts';
import type { DoseParameters } from './doses-run.ts';
import { dosedNetwork, quickOneOutput, seedCount } from './settings.ts';

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
