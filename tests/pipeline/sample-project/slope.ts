import { z } from 'zod';
import { defineExperiment } from '../../../src/claims/experiment.ts';
import { checksum } from './constants.ts';
import { judge } from './judge.ts';
import { fall } from './mathematics.ts';

const steep = { path: { angle: 0.5 } };

export const experiment = defineExperiment({
  id: 'slope',
  version: 1,
  title: 'Slope',
  parameters: z.strictObject({ path: z.strictObject({ angle: z.number() }) }),
  output: z.strictObject({ rise: z.number(), checksum: z.string() }),
  variants: () => ({ steep: { parameters: steep, seeds: [0, 1] } }),
  timeLimit: 60,
  run: ({ parameters }) => {
    const rise = fall(parameters.path.angle);
    return Promise.resolve({ status: 'complete', output: { rise, checksum }, tensors: {}, datasets: [] });
  },
  judges: { R1: judge },
});
