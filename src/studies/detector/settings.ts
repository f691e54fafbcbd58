import { variantsOf } from '../../claims/variants.ts';
import type { DetectorParameters } from './schema.ts';

const knownScales: DetectorParameters = {
  separations: [3, 5, 10, 30, 100],
  noises: [0, 1e-4, 1e-3, 1e-2],
  pointsPerDecade: [20, 40, 80],
  counts: [1, 2, 3, 4],
  trials: 6,
  networkTrials: 8,
  networkDirections: [1, 4, 16],
};

export const detectorVariants = variantsOf(
  { 'known-scales': knownScales },
  { full: { seeds: 5 }, quick: { seeds: 2, adapt: (full) => ({ ...full, trials: 3, networkTrials: 4 }) } },
);
