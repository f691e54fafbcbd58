import { z } from 'zod';
import { detectorProfiles } from '../../measure/detector-trial.ts';

const grid = z.strictObject({
  separations: z.array(z.number()),
  /** Standard deviation of the relative noise of f. */
  noises: z.array(z.number()),
  pointsPerDecade: z.array(z.int()),
  counts: z.array(z.int()),
});

export const detectorParameters = z.strictObject({
  ...grid.shape,
  /** Slices of known scales for each setting and profile. */
  trials: z.int().positive(),
  /** Networks for each separation and number of directions. */
  networkTrials: z.int().positive(),
  networkDirections: z.array(z.int().positive()),
});

export type DetectorParameters = z.output<typeof detectorParameters>;

const accuracySchema = z.strictObject({
  profile: z.enum(detectorProfiles),
  separation: z.number(),
  noise: z.number(),
  pointsPerDecade: z.int(),
  scales: z.int(),
  /** Share of the trials with the right number of scales. */
  accuracy: z.number(),
});

const networkAccuracySchema = z.strictObject({
  separation: z.number(),
  scales: z.int(),
  directions: z.int(),
  accuracy: z.number(),
});

export const detectorOutput = z.strictObject({
  /** On the construction itself: profiles ℓ stretched by each magnitude, with noise. */
  accuracies: z.array(accuracySchema),
  /** On slices of tanh networks along random directions, without noise. */
  networks: z.array(networkAccuracySchema),
});

export type DetectorOutput = z.output<typeof detectorOutput>;
