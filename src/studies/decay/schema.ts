import { z } from 'zod';
import { networkParameters } from '../../measure/image-classifier.ts';
import { imageParameters } from '../../measure/image-data.ts';
import { eigenpairSchema, modelSchema, sliceSchema } from '../../measure/network-schemas.ts';
import { sliceGrid } from '../../measure/slice-growth.ts';

export const decayParameters = z.strictObject({
  ...networkParameters.shape,
  images: imageParameters,
  learningRate: z.number().positive(),
  /** First decays, each on its own branch of the same training. */
  firsts: z.array(z.strictObject({ step: z.int().positive(), factor: z.number() })),
  /** Steps for which a decayed and an undecayed run are followed. */
  raceSteps: z.int().positive(),
  /** A decay by `factor` at `step`, then a second one by `factor`: soon, below the new edge, and `delay` steps after
   * the sharpness is back at it. */
  second: z.strictObject({
    step: z.int().positive(),
    factor: z.number(),
    soon: z.int().positive(),
    delay: z.int().positive(),
    maxSteps: z.int().positive(),
    every: z.int().multipleOf(2).positive(),
  }),
  slice: sliceGrid,
});

export type DecayParameters = z.output<typeof decayParameters>;

/** How many of the sharpest directions the energy is added up over. */
export const energyCounts = [1, 5, 20] as const;

const energySchema = z.strictObject({
  /** Loss of the iterates, (L_{s−1} + 2L_s + L_{s+1})/4, and loss of their centre. */
  iterates: z.number(),
  centre: z.number(),
  /** ½δᵀHδ over ½[L(c+δ) + L(c−δ)] − L(c), and the same at a tenth of δ. */
  quadratic: z.number(),
  quadraticAtTenth: z.number(),
  /** Shares of ½δᵀHδ in the sharpest directions, by `energyCounts`. */
  shares: z.array(z.number()),
  /** Eigenvalues behind the shares whose pairs converged. */
  converged: z.int(),
});

const decayEventSchema = z.strictObject({
  name: z.string(),
  step: z.int(),
  learningRate: z.number(),
  factor: z.number(),
  /** Sharpness of the centre in units of 2/η before the decay. */
  ratio: z.number(),
  /** Loss at steps −40 … 0 before the decay, then going on with the old and with the new learning rate. */
  before: z.array(z.number()),
  control: z.array(z.number()),
  decayed: z.array(z.number()),
  energy: energySchema,
});

export type DecayEvent = z.output<typeof decayEventSchema>;

/** Steps over which the losses of a race are averaged. */
export const raceWindow = 50;

const raceSchema = z.strictObject({
  name: z.string(),
  /** Steps since the decay, and the losses with and without it, means over the `raceWindow` steps that follow. */
  steps: z.array(z.int()),
  decayed: z.array(z.number()),
  control: z.array(z.number()),
  /** Steps until the undecayed run leads; null where it has not by the end. */
  overtaken: z.int().nullable(),
});

export type Race = z.output<typeof raceSchema>;

export const decayOutput = z.strictObject({
  model: modelSchema,
  learningRate: z.number(),
  /** First decays, then the second ones: `below the edge`, and `at the edge` where the sharpness came back to it. */
  events: z.array(decayEventSchema),
  races: z.array(raceSchema),
  eigenpairs: z.array(eigenpairSchema),
  slices: z.array(sliceSchema),
  /** Step of the undecayed training at which it diverged; there where it did. */
  divergedAt: z.int().optional(),
});

export type DecayOutput = z.output<typeof decayOutput>;

/** Names of events. */
export const firstName = (factor: number) => `first, divided by ${factor}`;
export const secondNames = { below: 'second, below the edge', at: 'second, at the edge' } as const;
