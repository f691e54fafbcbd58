import { z } from 'zod';
import {
  eigenpairSchema,
  modelSchema,
  searchStatusSchema,
  sliceSchema,
} from '../../measure/network-schemas.ts';
import { oneOutputParameters } from '../../measure/oscillation-window.ts';

export const oscillationParameters = z.strictObject({
  ...oneOutputParameters.shape,
  /** Steps between two centres at which the theories are asked. */
  centresEvery: z.int().positive(),
});

export type OscillationParameters = z.output<typeof oscillationParameters>;

/** What is measured at one centre of a window. */
const centreSchema = z.strictObject({
  step: z.int(),
  /** The two largest eigenvalues in units of 2/η. */
  ratio: z.number(),
  secondRatio: z.number(),
  /** Of the search for them. */
  search: searchStatusSchema,
  /** Rise of the sharpness in the flow, and squared norm of its gradient. */
  alpha: z.number(),
  beta: z.number(),
  /** Amplitudes of the two-cycle on the slice, symmetrised and as it is; null where the slice has none. */
  evenCycle: z.number().nullable(),
  chordCycle: z.number().nullable(),
});

export type CentreRecord = z.output<typeof centreSchema>;

/** Amplitudes over a window: root of the mean square, measured and as each theory has it. */
const amplitudesSchema = z.strictObject({
  measured: z.number(),
  /** Central flow with the sharpness gained over the window taken into account, and without. */
  centralFlow: z.number(),
  centralFlowAtRest: z.number(),
  /** f′(x)/x = 2/η, symmetrised and as a chord; null where fewer than half the centres have a two-cycle. */
  evenCycle: z.number().nullable(),
  chordCycle: z.number().nullable(),
});

/** Mean, spread and neighbours of the sharpness over a window, in units of 2/η. */
export const hoveringSchema = z.strictObject({
  meanRatio: z.number(),
  deviationRatio: z.number(),
  highestSecondRatio: z.number(),
});

export type Hovering = z.output<typeof hoveringSchema>;

/** Oscillations that must be small beside the one measured. */
const controlsSchema = z.strictObject({
  /** Along the sharpest direction, over the last steps below the edge. */
  before: z.number(),
  /** Along it after a window at half the learning rate. */
  halved: z.number(),
  /** Along the second and a random direction, with what the formula of one direction predicts there. */
  second: z.strictObject({ measured: z.number(), predicted: z.number() }),
  random: z.strictObject({ measured: z.number(), predicted: z.number() }),
});

export const oscillationOutput = z.strictObject({
  model: modelSchema,
  task: z.string(),
  learningRate: z.number(),
  /** First measured step with sharpness ≥ 2/η; null where training ended below it. */
  crossing: z.int().nullable(),
  hovering: hoveringSchema.nullable(),
  centres: z.array(centreSchema),
  amplitudes: amplitudesSchema.nullable(),
  controls: controlsSchema.nullable(),
  /** δ_t·u over the window. */
  path: z.array(z.number()),
  eigenpairs: z.array(eigenpairSchema),
  slices: z.array(sliceSchema),
});

export type OscillationOutput = z.output<typeof oscillationOutput>;

export type Controls = NonNullable<OscillationOutput['controls']>;
