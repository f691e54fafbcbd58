import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { z } from 'zod';
import { defineExperiment } from '../../../src/claims/experiment.ts';
import { checksum, foot } from './constants.ts';

export const experiment = defineExperiment({
  id: 'height',
  version: 1,
  title: 'Height',
  parameters: z.strictObject({}),
  output: z.strictObject({ height: z.number(), checksum: z.string(), random: z.boolean() }),
  variants: () => ({ tall: { parameters: {}, seeds: [0] } }),
  needs: () => [{ experiment: 'slope', variant: 'steep', seed: 0 }],
  run: () =>
    Promise.resolve({
      status: 'complete',
      output: { height: foot, checksum, random: typeof uniformInt === 'function' },
      tensors: {},
      datasets: [],
    }),
  judges: {},
});
