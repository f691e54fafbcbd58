import { variantsOf } from '../../claims/variants.ts';
import type { StaircaseParameters } from './schema.ts';

const staircase: StaircaseParameters = {
  scales: [1, 1e2, 1e4].map((curvature, i) => ({ curvature, width: 10 ** (-3 * i) })),
  learningRates: [1.6, 0.016, 0.00016],
  stageSteps: 400,
  start: 8,
  target: 1e-12,
  starts: 60,
  losses: 20,
};

export const staircaseVariants = variantsOf(
  { staircase },
  { full: { seeds: 5 }, quick: { seeds: 3, adapt: (full) => ({ ...full, starts: 20, losses: 8 }) } },
);
