import { z } from 'zod';
import { networkParameters } from '../../measure/image-classifier.ts';
import { imageParameters } from '../../measure/image-data.ts';
import { eigenpairSchema, modelSchema, searchStatusSchema } from '../../measure/network-schemas.ts';

export const directionsParameters = z.strictObject({
  ...networkParameters.shape,
  images: imageParameters,
  learningRate: z.number().positive(),
  /** Steps before the window, and in it. */
  before: z.int().positive(),
  window: z.int().positive(),
  /** Steps between two centres. */
  centresEvery: z.int().positive(),
  /** Eigenpairs sought; those above `edgeShare`·2/η count as at the edge. */
  eigenpairs: z.int().positive(),
});

export type DirectionsParameters = z.output<typeof directionsParameters>;

/** An eigenvalue above this share of 2/η is at the edge. */
export const edgeShare = 0.98;

const centreSchema = z.strictObject({
  step: z.int(),
  /** Eigenvalues in units of 2/η, descending. */
  ratios: z.array(z.number()),
  /** How many of them are at the edge, and the largest residual of those. */
  atEdge: z.int(),
  residual: z.number(),
  /** Of the search for eigenpairs, and of the complementarity problem. */
  search: searchStatusSchema,
  solver: z.enum(['converged', 'unconverged']),
  /** tr X of the complementarity problem, and 2α/β of the sharpest direction alone. */
  predicted: z.number(),
  predictedByOne: z.number(),
  /** Share of ‖δ‖² within the directions at the edge. */
  inside: z.number(),
});

export type DirectionsCentre = z.output<typeof centreSchema>;

export const directionsOutput = z.strictObject({
  model: modelSchema,
  learningRate: z.number(),
  centres: z.array(centreSchema),
  /** Amplitudes over the window: root of the mean of ‖δ‖², measured and predicted; null where training diverged. */
  amplitudes: z
    .strictObject({ measured: z.number(), predicted: z.number(), predictedByOne: z.number() })
    .nullable(),
  eigenpairs: z.array(eigenpairSchema),
  /** Step at which training diverged before its window; there where it did. */
  divergedAt: z.int().optional(),
});

export type DirectionsOutput = z.output<typeof directionsOutput>;
