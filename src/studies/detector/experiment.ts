import { defineExperiment } from '../../claims/experiment.ts';
import { runDetector } from './run.ts';
import { detectorOutput, detectorParameters } from './schema.ts';
import { detectorVariants } from './settings.ts';

/** How often the detector of scales counts right, where the scales are known. */
export const detector = defineExperiment({
  id: 'detector',
  version: 1,
  title: 'Accuracy of the detector of scales',
  parameters: detectorParameters,
  output: detectorOutput,
  variants: detectorVariants,
  run: runDetector,
  judges: {},
});

export const experiments = [detector];
