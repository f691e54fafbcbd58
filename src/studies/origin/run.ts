import { z } from 'zod';
import { defineExperiment, type Profile, type Variant } from '../../claims/experiment.ts';
import { cellSchema, measureCell, originModels, originSpreads } from './cells.ts';
import { judgeOrigin } from './judge.ts';
import { measureOtherLoss, otherLossSchema } from './other-loss.ts';

const parameters = z.strictObject({
  hidden: z.int().positive(),
  inputs: z.int().positive(),
  directions: z.int().positive(),
});

export type OriginParameters = z.output<typeof parameters>;

export const originOutput = z.strictObject({
  /** Models by spreads of the magnitudes, with squared error. */
  cells: z.array(cellSchema),
  /** A linear model with the pseudo-Huber loss. */
  otherLoss: z.array(otherLossSchema),
});

export type OriginOutput = z.output<typeof originOutput>;

const size: OriginParameters = { hidden: 16, inputs: 64, directions: 16 };

function variants(profile: Profile): Record<string, Variant<OriginParameters>> {
  const count = profile === 'full' ? 8 : 3;
  return { 'two-by-two': { parameters: size, seeds: Array.from({ length: count }, (_, seed) => seed) } };
}

/** T5: a convex and a non-convex model on data of one magnitude and of many. */
export const origin = defineExperiment({
  id: 'origin',
  version: 1,
  title: 'Scales by convexity of the model and spread of the data',
  parameters,
  output: originOutput,
  variants,
  run: ({ parameters: set, seed, progress }) => {
    const pairs = originModels.flatMap((model) => originSpreads.map((spread) => ({ model, spread })));
    const cells = pairs.map(({ model, spread }, i) => {
      progress(i / pairs.length, `${model}, ${spread}`);
      return measureCell(model, spread, set, seed);
    });
    return Promise.resolve({
      status: 'complete' as const,
      output: { cells, otherLoss: measureOtherLoss(set.directions, seed) },
      tensors: {},
      datasets: [],
    });
  },
  judges: { R5: judgeOrigin },
});
