import { z } from 'zod';
import { averagedScalesSchema } from '../../measure/averaged-scales.ts';
import { exampleSharesSchema } from '../../measure/example-shares.ts';
import { networkParameters } from '../../measure/image-classifier.ts';
import { imageParameters } from '../../measure/image-data.ts';
import { eigenpairSchema, modelSchema, sliceSchema } from '../../measure/network-schemas.ts';
import { sliceGrid } from '../../measure/slice-growth.ts';
import { trainingParameters, trainingSchema } from '../../measure/training.ts';

export const separateScalesParameters = z.strictObject({
  ...networkParameters.shape,
  images: imageParameters,
  /** The learning rate while settling is η′, on which the small scale depends. */
  training: trainingParameters.required(),
  randomDirections: z.int().positive(),
  slice: sliceGrid,
  lineSlice: sliceGrid,
});

export type SeparateScalesParameters = z.output<typeof separateScalesParameters>;

/** A pre-activation this close to 0 counts as pinned to ReLU's kink. */
export const pinningDistance = 1e-4;

const lineSchema = z.strictObject({
  direction: z.string(),
  /** Local minima of the loss along the whole line, both signs of t; basins in basins would be several. */
  minima: z.int(),
  ...averagedScalesSchema.shape,
});

export type LineRecord = z.output<typeof lineSchema>;

export const separateScalesOutput = z.strictObject({
  model: modelSchema,
  training: trainingSchema,
  eigenpairs: z.array(eigenpairSchema),
  slices: z.array(sliceSchema),
  /** The rise averaged over random directions; null where the training diverged. */
  scales: averagedScalesSchema.nullable(),
  lines: z.array(lineSchema),
  /** Which examples make the rise along the first random direction. */
  shares: z.array(exampleSharesSchema),
  /** Pre-activations closer to 0 than `pinningDistance`, over all samples and hidden units. */
  pinned: z.strictObject({ init: z.int(), final: z.int().nullable() }),
});

export type SeparateScalesOutput = z.output<typeof separateScalesOutput>;

/** Falls and rises of a slice's loss that rounding can make. */
export const minimumNoise = (centreLoss: number): number => 64 * Number.EPSILON * centreLoss;
