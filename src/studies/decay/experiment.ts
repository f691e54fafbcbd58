import { defineExperiment } from '../../claims/experiment.ts';
import { judgeDecay } from './judge.ts';
import { runDecay } from './run.ts';
import { decayOutput, decayParameters } from './schema.ts';
import { decayVariants } from './settings.ts';

/** What a decay of the learning rate does at once, where the drop comes from, and for how long it lasts. */
export const decay = defineExperiment({
  id: 'decay',
  version: 1,
  title: 'Learning-rate decay of a network, with the undecayed control from the same iterate',
  parameters: decayParameters,
  output: decayOutput,
  variants: decayVariants,
  run: runDecay,
  judges: { R4: judgeDecay },
});

export const experiments = [decay];
