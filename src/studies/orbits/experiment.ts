import { defineExperiment } from '../../claims/experiment.ts';
import { judgeOrbits } from './judge.ts';
import { runOrbits } from './run.ts';
import { orbitsOutput, orbitsParameters } from './schema.ts';
import { orbitsVariants } from './settings.ts';

/** Gradient descent beyond the edge on losses of one variable. */
export const orbits = defineExperiment({
  id: 'orbits',
  version: 1,
  title: 'Orbits of gradient descent on losses of one variable',
  parameters: orbitsParameters,
  output: orbitsOutput,
  variants: orbitsVariants,
  run: runOrbits,
  judges: { R3: judgeOrbits },
});

export const experiments = [orbits];
