import { z } from 'zod';
import { exampleSharesSchema } from '../../measure/example-shares.ts';
import { imageParameters } from '../../measure/image-data.ts';
import { eigenpairSchema, modelSchema, sliceSchema } from '../../measure/network-schemas.ts';
import { sliceGrid } from '../../measure/slice-growth.ts';
import { transitionSchema } from '../../measure/transitions.ts';

export const parityParameters = z.strictObject({
  images: imageParameters,
  eigenpairs: z.int().positive(),
  lanczosTolerance: z.number().positive(),
  slice: sliceGrid,
});

export type ParityParameters = z.output<typeof parityParameters>;

export const parityOutput = z.strictObject({
  model: modelSchema,
  minimum: z.strictObject({
    status: z.enum(['converged', 'unconverged']),
    iterations: z.int(),
    loss: z.number(),
    gradientNorm: z.number(),
    /** Share of the samples on the right side. */
    accuracy: z.number(),
  }),
  /** None: the directions are eigenvectors of the Hessian in the weights alone. */
  eigenpairs: z.array(eigenpairSchema),
  slices: z.array(sliceSchema),
  transitions: z.array(transitionSchema),
  /** Which examples make the rise along the sharpest direction. */
  shares: z.array(exampleSharesSchema),
});

export type ParityOutput = z.output<typeof parityOutput>;
