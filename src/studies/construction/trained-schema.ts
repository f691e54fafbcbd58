import { z } from 'zod';
import { eigenpairSchema, modelSchema, sliceSchema } from '../../measure/network-schemas.ts';

const trainedActivations = ['tanh', 'erf', 'identity'] as const;

export const trainedParameters = z.strictObject({
  activation: z.enum(trainedActivations),
  /** Number of magnitudes and the ratio of each to the one before. */
  magnitudes: z.int().positive(),
  ratio: z.number().positive(),
  /** Samples of each magnitude. */
  samples: z.int().positive(),
  inputs: z.int().positive(),
  hidden: z.int().positive(),
  directions: z.int().positive(),
  /** What steps towards the minimum are kept short in. */
  metric: z.enum(['pre-activations', 'weights']),
});

export type TrainedParameters = z.output<typeof trainedParameters>;

export const trainedOutput = z.strictObject({
  /** Output weights are fixed and all biases 0: only W0 is trained. */
  model: modelSchema,
  magnitudes: z.array(z.number()),
  minimum: z.strictObject({
    status: z.enum(['converged', 'unconverged']),
    iterations: z.int(),
    /** At the minimum in float64, and once its weights are rounded to float32, where everything is measured. */
    cost: z.number(),
    loss: z.number(),
    gradientNorm: z.number(),
  }),
  eigenpairs: z.array(eigenpairSchema),
  /** Along the first of the directions; the others are among the tensors. */
  slices: z.array(sliceSchema),
  t: z.array(z.number()),
  /** Rise averaged over the directions, and by the closed form for a teacher of zero, with nothing fitted. */
  f: z.array(z.number()),
  predicted: z.array(z.number()),
  /** Number of scales found in f; null where no minimum was found. */
  scales: z.int().nullable(),
});

export type TrainedOutput = z.output<typeof trainedOutput>;
