import { defineExperiment } from '../../claims/experiment.ts';
import { measureNetworkGrowth } from '../../measure/network-growth.ts';
import { judgeGrowth } from './judge.ts';
import { matrixVariants } from './matrix-settings.ts';
import { growthOutput, growthParameters } from './schema.ts';
import { growthVariants } from './settings.ts';

/** How the loss grows around a trained network, and around a linear one, where it must be quadratic. */
export const growth = defineExperiment({
  id: 'growth',
  version: 1,
  title: 'Growth of the loss around a trained network',
  parameters: growthParameters,
  output: growthOutput,
  variants: growthVariants,
  run: measureNetworkGrowth,
  judges: { R1: judgeGrowth },
});

/** The same on other networks, losses and data: where growth is subquadratic and where it is not. Judges nothing. */
export const growthMatrix = defineExperiment({
  id: 'growth-matrix',
  version: 1,
  title: 'Growth of the loss around other networks, losses and data',
  parameters: growthParameters,
  output: growthOutput,
  variants: matrixVariants,
  run: measureNetworkGrowth,
  judges: {},
});

export const experiments = [growth, growthMatrix];
