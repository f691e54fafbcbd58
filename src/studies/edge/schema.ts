import { z } from 'zod';
import { sharpnessPointSchema } from '../../measure/descent.ts';
import { networkParameters } from '../../measure/image-classifier.ts';
import { imageParameters } from '../../measure/image-data.ts';
import { eigenpairSchema, modelSchema, sliceSchema } from '../../measure/network-schemas.ts';
import { sliceGrid } from '../../measure/slice-growth.ts';

export const edgeParameters = z.strictObject({
  ...networkParameters.shape,
  images: imageParameters,
  learningRate: z.number().positive(),
  steps: z.int().positive(),
  /** Steps between two measurements of the sharpness; half as many over the first ten. */
  every: z.int().multipleOf(2).positive(),
  /** Steps at a tenth of the learning rate that follow, to the centre of the oscillation. */
  settleSteps: z.int().positive(),
  /** Eigenvectors along which the loss is sliced. */
  directions: z.int().nonnegative(),
  slice: sliceGrid,
  /** Learning rates of the orbits on each slice, in units of 2/f″(0). */
  excesses: z.array(z.number()),
});

export type EdgeParameters = z.output<typeof edgeParameters>;

/** How a descent behaves about the edge 2/η; null where there is nothing to measure. */
const edgeStatisticsSchema = z.strictObject({
  /** First measured step with sharpness ≥ 2/η. */
  crossing: z.int().nullable(),
  /** Mean and standard deviation of sharpness·η/2 from the crossing on. */
  meanRatio: z.number().nullable(),
  deviationRatio: z.number().nullable(),
  /** Largest sharpness·η/2 of the whole run, and its value at the end. */
  highestRatio: z.number(),
  lastRatio: z.number(),
  /** Share of steps that raise the loss, before the crossing (all steps where there is none) and after it. */
  risesBefore: z.number(),
  risesAfter: z.number().nullable(),
  /** Loss at the end over the loss at the crossing, each a mean over `lossWindow` steps. */
  lossRatio: z.number().nullable(),
  finalLoss: z.number(),
});

export type EdgeStatistics = z.output<typeof edgeStatisticsSchema>;

const orbitSchema = z.strictObject({
  direction: z.string(),
  /** The learning rate in units of 2/f″(0). */
  excess: z.number(),
  learningRate: z.number(),
  /** Amplitude x with f′(x)/x = 2/η, read off the measured slice; null where the slice has none. */
  predicted: z.number().nullable(),
  status: z.enum(['period 2', 'bounded', 'diverged']),
  /** Half the distance of the last two iterates; null where the orbit diverged. */
  amplitude: z.number().nullable(),
  steps: z.int(),
  /** The first iterates, from x₀ on. */
  path: z.array(z.number()),
});

export type Orbit = z.output<typeof orbitSchema>;

export const edgeOutput = z.strictObject({
  model: modelSchema,
  learningRate: z.number(),
  /** Training loss in float32 every few steps. */
  loss: z.array(z.strictObject({ step: z.int(), loss: z.number() })),
  sharpness: z.array(sharpnessPointSchema),
  statistics: edgeStatisticsSchema.nullable(),
  eigenpairs: z.array(eigenpairSchema),
  slices: z.array(sliceSchema),
  /** Share of t in [0.01, 10] on which f′(t)/t falls, for each slice. */
  decreasingShares: z.array(z.number()),
  orbits: z.array(orbitSchema),
});

export type EdgeOutput = z.output<typeof edgeOutput>;
