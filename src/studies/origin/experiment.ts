import { defineExperiment } from '../../claims/experiment.ts';
import { measureNetworkGrowth } from '../../measure/network-growth.ts';
import { growthOutput, growthParameters } from '../growth/schema.ts';
import { judgeOrigin } from './judge.ts';
import { judgeOriginNetworks } from './networks-judge.ts';
import { networksVariants } from './networks-settings.ts';
import { judgeParity } from './parity-judge.ts';
import { runParity } from './parity-run.ts';
import { parityOutput, parityParameters } from './parity-schema.ts';
import { parityVariants } from './parity-settings.ts';
import { runOrigin } from './run.ts';
import { originOutput, originParameters } from './schema.ts';
import { originVariants } from './settings.ts';

/** A convex and a non-convex model on data of one magnitude and of many. */
export const origin = defineExperiment({
  id: 'origin',
  version: 1,
  title: 'Scales by convexity of the model and spread of the data',
  parameters: originParameters,
  output: originOutput,
  variants: originVariants,
  run: runOrigin,
  judges: { R5: judgeOrigin },
});

/** Growth of a non-convex and of a convex model on data whose norms are spread in four ways. */
export const originNetworks = defineExperiment({
  id: 'origin-networks',
  version: 1,
  title: 'Growth of the loss by model and by spread of the data',
  parameters: growthParameters,
  output: growthOutput,
  variants: networksVariants,
  run: measureNetworkGrowth,
  judges: { R5: judgeOriginNetworks },
});

/** Does the spread of the samples' magnitudes spread the scales of a convex loss? */
export const parity = defineExperiment({
  id: 'parity',
  version: 1,
  title: 'Transition of a logistic regression from quadratic to linear growth',
  parameters: parityParameters,
  output: parityOutput,
  variants: parityVariants,
  run: runParity,
  judges: { R5: judgeParity },
});

export const experiments = [origin, originNetworks, parity];
