import { z } from 'zod';
import { activationNames } from '../math/activations.ts';
import { lossNames } from '../math/output-losses.ts';

/** The network behind an artifact; `dataset` names the file under `data/datasets/` with its training samples. */
export const modelSchema = z.strictObject({
  kind: z.enum(['mlp', 'cnn']),
  layers: z.array(z.int().positive()).min(2),
  activation: z.enum(activationNames),
  loss: z.enum(lossNames),
  dataset: z.string(),
});

/** Loss in float64 along centre + t·direction, t ascending through both signs. */
export const sliceSchema = z.strictObject({
  direction: z.string(),
  centre: z.literal('final'),
  t: z.array(z.number()),
  loss: z.array(z.number()),
});

/** `residual` is ‖Hv − λv‖/|λ|; `direction` names the tensor that holds v. */
export const eigenpairSchema = z.strictObject({
  centre: z.literal('final'),
  value: z.number(),
  residual: z.number().nonnegative(),
  direction: z.string(),
});

export type SliceRecord = z.output<typeof sliceSchema>;
export type EigenpairRecord = z.output<typeof eigenpairSchema>;

/** What a search for eigenpairs says of itself: `unsearched` where nobody looked for eigenvalues that the start had no part in. */
export const searchStatusSchema = z.enum(['converged', 'unsearched', 'unconverged']);
