import { defineExperiment } from '../../claims/experiment.ts';
import { judgeStaircase } from './judge.ts';
import { runStaircase } from './run.ts';
import { staircaseOutput, staircaseParameters } from './schema.ts';
import { staircaseVariants } from './settings.ts';

/** Learning-rate decay on bowls inside each other. */
export const staircase = defineExperiment({
  id: 'staircase',
  version: 1,
  title: 'Learning-rate decay on a loss of separate scales',
  parameters: staircaseParameters,
  output: staircaseOutput,
  variants: staircaseVariants,
  run: runStaircase,
  judges: { R4: judgeStaircase },
});

export const experiments = [staircase];
