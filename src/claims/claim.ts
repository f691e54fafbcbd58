import { z } from 'zod';

/** The six claims of Ma, Kunin, Wu and Ying (2022), in our words; their verdicts are computed, never written. */
export const claims = [
  {
    id: 'R1',
    slug: 'subquadratic-growth',
    title: 'Near a minimum the loss grows slower than a quadratic',
    statement:
      'Close to a minimum the training loss of a neural network mixes a continuum of scales and grows subquadratically: its quadratic approximation is good only in a small neighbourhood.',
    source: 'Ma, Kunin, Wu and Ying (2022), abstract and section 2',
  },
  {
    id: 'R2',
    slug: 'separate-scales',
    title: 'Further out the loss shows several separate scales',
    statement:
      'In a larger region around a minimum the loss shows several clearly separate scales rather than one.',
    source: 'Ma, Kunin, Wu and Ying (2022), abstract and section 2',
  },
  {
    id: 'R3',
    slug: 'edge-of-stability',
    title: 'Subquadratic growth explains the Edge of Stability',
    statement:
      'Gradient descent stays bounded at a sharpness of 2/η because the loss grows subquadratically: where the quadratic approximation predicts divergence, the iterates oscillate.',
    source: 'Ma, Kunin, Wu and Ying (2022), abstract and section 3',
  },
  {
    id: 'R4',
    slug: 'learning-rate-decay',
    title: 'Separate scales explain how learning-rate decay works',
    statement:
      'A large learning rate makes progress on the coarse scales and oscillates on the fine ones; each decay lets gradient descent descend into the next finer scale.',
    source: 'Ma, Kunin, Wu and Ying (2022), abstract and section 3',
  },
  {
    id: 'R5',
    slug: 'origin',
    title: 'Non-convexity and non-uniform data make the scales',
    statement:
      'The multiscale structure comes from the non-convexity of the model together with the non-uniformity of the training data.',
    source: 'Ma, Kunin, Wu and Ying (2022), abstract and section 4',
  },
  {
    id: 'R6',
    slug: 'two-layer-construction',
    title: 'Data of different magnitudes give a two-layer network different scales',
    statement:
      'A two-layer network can be built in which training data of different magnitudes produce the different scales of the loss.',
    source: 'Ma, Kunin, Wu and Ying (2022), abstract and section 4',
  },
] as const;

export type ClaimId = (typeof claims)[number]['id'];

const interval = z.tuple([z.number(), z.number()]);

/** Seeds whose runs do not give the statistic; left out where all do. */
const missing = z.array(z.int()).min(1).optional();

const controlSchema = z.strictObject({
  name: z.string(),
  value: z.number().nullable(),
  interval: interval.nullable(),
  missing,
  rule: z.string(),
  passes: z.boolean(),
});

/** One statistic of a claim with its interval over seeds, the rule it is held to and its control. */
export const claimTestSchema = z.strictObject({
  name: z.string(),
  statistic: z.string(),
  value: z.number().nullable(),
  interval: interval.nullable(),
  seeds: z.int(),
  missing,
  rule: z.string(),
  passes: z.boolean(),
  control: controlSchema,
});

export const verdicts = ['supported', 'partly', 'refuted', 'inconclusive', 'not measured'] as const;

/** One row of the published `data/claims.json`. */
export const judgedClaimSchema = z.strictObject({
  id: z.enum(['R1', 'R2', 'R3', 'R4', 'R5', 'R6']),
  slug: z.string(),
  title: z.string(),
  statement: z.string(),
  source: z.string(),
  verdict: z.enum(verdicts),
  reason: z.string(),
  tests: z.array(claimTestSchema),
  artifacts: z.array(z.string()),
});

export type ClaimTest = z.output<typeof claimTestSchema>;
export type ClaimControl = z.output<typeof controlSchema>;
export type JudgedClaim = z.output<typeof judgedClaimSchema>;
export type Verdict = (typeof verdicts)[number];
