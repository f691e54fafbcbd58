import { defineExperiment } from '../../claims/experiment.ts';
import { judgeEdge } from './judge.ts';
import { runEdge } from './run.ts';
import { edgeOutput, edgeParameters } from './schema.ts';
import { edgeVariants } from './settings.ts';

/** Gradient descent at the edge of stability, and on the slices measured there. */
export const edge = defineExperiment({
  id: 'edge',
  version: 1,
  title: 'Gradient descent at the edge of stability',
  parameters: edgeParameters,
  output: edgeOutput,
  variants: edgeVariants,
  run: runEdge,
  judges: { R3: judgeEdge },
});

export const experiments = [edge];
