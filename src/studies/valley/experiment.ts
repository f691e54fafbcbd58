import { defineExperiment } from '../../claims/experiment.ts';
import { judgeValley } from './judge.ts';
import { runValleys } from './run.ts';
import { valleyOutput, valleyParameters } from './schema.ts';
import { valleyVariants } from './settings.ts';

/** Gradient descent in a valley of minima whose sharpness varies along it. */
export const valley = defineExperiment({
  id: 'valley',
  version: 1,
  title: 'Gradient descent in a valley of minima',
  parameters: valleyParameters,
  output: valleyOutput,
  variants: valleyVariants,
  run: runValleys,
  judges: { R3: judgeValley },
});

export const experiments = [valley];
