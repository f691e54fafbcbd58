import { z } from 'zod';

export const staircaseParameters = z.strictObject({
  scales: z.array(z.strictObject({ curvature: z.number().positive(), width: z.number().positive() })),
  /** One a scale. */
  learningRates: z.array(z.number().positive()),
  stageSteps: z.int().positive(),
  start: z.number(),
  /** The loss that counts as arrived. */
  target: z.number().positive(),
  /** Random starts on the loss of the text, and random losses. */
  starts: z.int().positive(),
  losses: z.int().positive(),
});

export type StaircaseParameters = z.output<typeof staircaseParameters>;

const plateauSchema = z.strictObject({
  drawn: z.enum(['design', 'random']),
  learningRate: z.number(),
  /** x* and f(x*); null where the learning rate is below the edge. */
  amplitude: z.number().nullable(),
  predicted: z.number().nullable(),
  /** Loss at the end of the stage. */
  measured: z.number(),
});

const speedSchema = z.strictObject({
  drawn: z.enum(['design', 'random']),
  start: z.number(),
  scales: z.int(),
  /** Steps to the target at the smallest learning rate alone; null where it is not reached. */
  constant: z.number().nullable(),
  /** The same by the gradient flow, ∫ dx/(ηf′). */
  flow: z.number(),
  /** Steps by the schedule with the usual stages, and with the best of a few lengths of stage. */
  schedule: z.number().nullable(),
  best: z.strictObject({ stageSteps: z.int(), steps: z.number() }).nullable(),
});

const bowlSchema = z.strictObject({
  /** Steps of every stage. */
  stages: z.array(z.int()),
  /** Losses at the ends of the stages, and ½bv² predicted to be left at the end. */
  losses: z.array(z.number()),
  remainder: z.number(),
});

const wellsSchema = z.strictObject({
  learningRates: z.array(z.number()),
  /** Largest relative distance of the last losses of each stage from its plateau. */
  errors: z.array(z.number()),
});

export type Plateau = z.output<typeof plateauSchema>;
export type Speed = z.output<typeof speedSchema>;
export type BowlRun = z.output<typeof bowlSchema>;
export type WellsRun = z.output<typeof wellsSchema>;

const recordSchema = z.strictObject({
  /** Steps taken. */
  step: z.array(z.int()),
  loss: z.array(z.number()),
});

const pictureSchema = z.strictObject({
  /** The loss over the steps: with the schedule, at its first rate alone, and at its last rate alone. */
  schedule: recordSchema,
  undecayed: recordSchema,
  constant: recordSchema,
  /** A single bowl with the schedule. */
  single: recordSchema,
  /** f and f′(x)/x over distances, and what each bowl adds to f. */
  profile: z.strictObject({
    x: z.array(z.number()),
    loss: z.array(z.number()),
    slopes: z.array(z.number()),
    bowls: z.array(z.array(z.number())),
  }),
});

export type StaircasePictures = z.output<typeof pictureSchema>;

export const staircaseOutput = z.strictObject({
  plateaus: z.array(plateauSchema),
  /** Share of starts from which the schedule stays bounded on a quadratic of the same curvature. */
  quadraticBounded: z.number(),
  /** Decades of loss in the stage after each decay, and without it. */
  decays: z.array(z.strictObject({ decayed: z.number(), undecayed: z.number() })),
  speeds: z.array(speedSchema),
  bowls: z.array(bowlSchema),
  gaussianWells: z.array(wellsSchema),
  pictures: pictureSchema,
});

export type StaircaseOutput = z.output<typeof staircaseOutput>;
