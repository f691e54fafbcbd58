import { variantsOf } from '../../claims/variants.ts';
import type { DoseParameters } from './doses-schema.ts';
import { dosedNetwork, quickOneOutput } from './settings.ts';

const dosed: DoseParameters = {
  ...dosedNetwork,
  doses: [0, 1, 2, 4],
  transient: 300,
  correctEvery: 10,
};

export const doseVariants = variantsOf(
  { 'below-5': dosed },
  { full: { seeds: 5 }, quick: { seeds: 2, adapt: quickOneOutput } },
);
