import { defineExperiment } from '../../claims/experiment.ts';
import { judgeConstruction } from './judge.ts';
import { runConstruction } from './run.ts';
import { constructionOutput, constructionParameters } from './schema.ts';
import { constructionVariants } from './settings.ts';
import { judgeConstructionTrained } from './trained-judge.ts';
import { runTrained } from './trained-run.ts';
import { trainedOutput, trainedParameters } from './trained-schema.ts';
import { trainedVariants } from './trained-settings.ts';

/** Scales of a two-layer network at a minimum known exactly, by the magnitudes of its data. */
export const construction = defineExperiment({
  id: 'construction',
  version: 1,
  title: 'Scales of the two-layer construction by the magnitudes of its data',
  parameters: constructionParameters,
  output: constructionOutput,
  variants: constructionVariants,
  run: runConstruction,
  judges: { R6: judgeConstruction },
});

/** Scales around minima that a second-order method found, with targets of size one. */
export const constructionTrained = defineExperiment({
  id: 'construction-trained',
  version: 1,
  title: 'Scales around trained minima of two-layer networks',
  parameters: trainedParameters,
  output: trainedOutput,
  variants: trainedVariants,
  run: runTrained,
  judges: { R6: judgeConstructionTrained },
});

export const experiments = [construction, constructionTrained];
