import { defineExperiment } from '../../claims/experiment.ts';
import { runDirections } from './directions-run.ts';
import { directionsOutput, directionsParameters } from './directions-schema.ts';
import { directionsVariants } from './directions-settings.ts';
import { judgeDoses } from './doses-judge.ts';
import { runDoses } from './doses-run.ts';
import { doseOutput, doseParameters } from './doses-schema.ts';
import { doseVariants } from './doses-settings.ts';
import { judgeOscillation } from './judge.ts';
import { runOscillation } from './run.ts';
import { oscillationOutput, oscillationParameters } from './schema.ts';
import { oscillationVariants } from './settings.ts';

/** Which theory predicts the size of the oscillation at the edge, with one direction there. */
export const oscillation = defineExperiment({
  id: 'oscillation',
  version: 1,
  title: 'Size of the oscillation at the edge, measured and predicted',
  parameters: oscillationParameters,
  output: oscillationOutput,
  variants: oscillationVariants,
  run: runOscillation,
  judges: { R3: judgeOscillation },
});

/** the oscillation when the drift of the sharpness is multiplied by m. */
export const oscillationDoses = defineExperiment({
  id: 'oscillation-doses',
  version: 1,
  title: 'Dose and response: the oscillation when the sharpness drifts m times as fast',
  parameters: doseParameters,
  output: doseOutput,
  variants: doseVariants,
  run: runDoses,
  judges: { R3: judgeDoses },
});

/** The oscillation with several directions at the edge against the central flow of all of them. */
export const oscillationDirections = defineExperiment({
  id: 'oscillation-directions',
  version: 1,
  title: 'Size of the oscillation with several directions at the edge',
  parameters: directionsParameters,
  output: directionsOutput,
  variants: directionsVariants,
  run: runDirections,
  judges: {},
});

export const experiments = [oscillation, oscillationDoses, oscillationDirections];
