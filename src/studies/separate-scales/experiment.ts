import { defineExperiment } from '../../claims/experiment.ts';
import { judgeSeparateScales } from './judge.ts';
import { runSeparateScales } from './run.ts';
import { separateScalesOutput, separateScalesParameters } from './schema.ts';
import { separateScalesVariants } from './settings.ts';

/** Scales of the loss around a network after gradient descent at a small learning rate. */
export const separateScales = defineExperiment({
  id: 'separate-scales',
  version: 1,
  title: 'Separate scales around a trained network',
  parameters: separateScalesParameters,
  output: separateScalesOutput,
  variants: separateScalesVariants,
  run: runSeparateScales,
  judges: { R2: judgeSeparateScales },
});

export const experiments = [separateScales];
