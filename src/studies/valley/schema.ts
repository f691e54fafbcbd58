import { z } from 'zod';

export const valleyParameters = z.strictObject({
  learningRate: z.number().positive(),
  steps: z.int().positive(),
  /** Random valleys of each kind. */
  runs: z.int().positive(),
  /** Points kept of a path; of random valleys none is. */
  recorded: z.int().positive(),
  /** Size of the kicks of x that keep it from underflowing in tilted valleys. */
  noise: z.number().positive(),
});

export type ValleyParameters = z.output<typeof valleyParameters>;

const sectionName = z.enum(['subquadratic', 'quadratic', 'quartic']);
export type SectionName = z.output<typeof sectionName>;

const pathSchema = z.array(z.strictObject({ step: z.int(), x: z.number(), sharpness: z.number() }));

/** Sharpnesses in units of 1/x²; κ, steps and ratios without one. */
const driftSchema = z.strictObject({
  /** `design` has the parameters of the text, `random` drawn ones. */
  drawn: z.enum(['design', 'random']),
  section: sectionName,
  sharpness: z.number(),
  k: z.number(),
  /** κ = η²k²/2. */
  rate: z.number(),
  status: z.enum(['bounded', 'diverged']),
  /** Largest relative error of the adiabatic prediction over all steps. */
  error: z.number().nullable(),
  /** λ_∞η/2, measured and predicted. */
  final: z.number().nullable(),
  predictedFinal: z.number(),
  path: pathSchema,
});

const hoverSchema = z.strictObject({
  drawn: z.enum(['design', 'random']),
  section: sectionName,
  k: z.number(),
  /** c/k. */
  tilt: z.number(),
  status: z.enum(['bounded', 'diverged']),
  /** λη/2, mean over the second half of the run; null where it diverged. */
  ratio: z.number().nullable(),
  predictedRatio: z.number(),
  /** |x|, root mean square over the second half. */
  amplitude: z.number().nullable(),
  predictedAmplitude: z.number(),
  path: pathSchema,
});

const floorSchema = z.strictObject({
  section: sectionName,
  /** λ, the least sharpness of the floor, times η/2. */
  ratio: z.number(),
  status: z.enum(['bounded', 'diverged']),
  steps: z.int(),
  /** |x| at the end; null where it diverged. */
  amplitude: z.number().nullable(),
  predictedAmplitude: z.number().nullable(),
});

const catapultSchema = z.strictObject({
  /** λη/2 at the start. */
  ratio: z.number(),
  status: z.enum(['bounded', 'diverged']),
  /** λη/2 at the end; null where it diverged. */
  final: z.number().nullable(),
});

/** A tilted valley entered far below the edge without noise: x underflows before the floor is sharp enough. */
const underflowSchema = z.strictObject({
  /** λη/2 at the start and at the end. */
  start: z.number(),
  final: z.number(),
  x: z.number(),
});

export type Underflow = z.output<typeof underflowSchema>;
export type Drift = z.output<typeof driftSchema>;
export type Hover = z.output<typeof hoverSchema>;
export type Floor = z.output<typeof floorSchema>;
export type Catapult = z.output<typeof catapultSchema>;

export const valleyOutput = z.strictObject({
  learningRate: z.number(),
  drifts: z.array(driftSchema),
  hovers: z.array(hoverSchema),
  floors: z.array(floorSchema),
  catapults: z.array(catapultSchema),
  underflow: underflowSchema,
});

export type ValleyOutput = z.output<typeof valleyOutput>;

/** λη/2 at which tilted valleys are entered: nearer to the edge than x can underflow on the way. */
export const tiltedStart = 0.9;
