import { z } from 'zod';

export const originParameters = z.strictObject({
  hidden: z.int().positive(),
  inputs: z.int().positive(),
  directions: z.int().positive(),
});

export type OriginParameters = z.output<typeof originParameters>;

export const originModels = ['linear', 'tanh'] as const;
export const originSpreads = ['one', 'three', 'log-uniform', 'density'] as const;
export type OriginModel = (typeof originModels)[number];
export type OriginSpread = (typeof originSpreads)[number];

const cellSchema = z.strictObject({
  model: z.enum(originModels),
  spread: z.enum(originSpreads),
  /** Loss at the minimum found. */
  loss: z.number(),
  t: z.array(z.number()),
  /** Rise averaged over directions, and its local exponent. */
  f: z.array(z.number()),
  p: z.array(z.number()),
  scales: z.int(),
  /** Decades with p in (0.2, 1.8). */
  band: z.number(),
  /** d log f / d log t between the scales of the largest and the smallest magnitude. */
  slope: z.number(),
  edge: z.strictObject({
    /** η·λ/2 */
    factor: z.number(),
    /** Distance from the minimum after every step that is recorded; null once it overflows. */
    step: z.array(z.int()),
    distance: z.array(z.number().nullable()),
    bounded: z.boolean(),
  }),
});

export type CellRecord = z.output<typeof cellSchema>;

/** A linear, hence convex, model with a loss other than squared error. */
const otherLossSchema = z.strictObject({
  spread: z.enum(['one', 'log-uniform']),
  t: z.array(z.number()),
  f: z.array(z.number()),
  p: z.array(z.number()),
  scales: z.int(),
  band: z.number(),
});

export type OtherLossRecord = z.output<typeof otherLossSchema>;

export const originOutput = z.strictObject({
  /** Models by spreads of the magnitudes, with squared error. */
  cells: z.array(cellSchema),
  /** A linear model with the pseudo-Huber loss. */
  otherLoss: z.array(otherLossSchema),
});

export type OriginOutput = z.output<typeof originOutput>;
