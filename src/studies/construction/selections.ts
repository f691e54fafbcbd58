import type { Results, Run } from '../../claims/results.ts';
import { constructionOutput, type ConstructionOutput } from './schema.ts';
import { trainedOutput, type TrainedOutput } from './trained-schema.ts';
import { trainedName } from './trained-settings.ts';

export type TrainedRun = Run<TrainedOutput>;

/** The constructions, and the minima found by training. */
export interface ConstructionStudy {
  readonly exact: readonly Run<ConstructionOutput>[];
  readonly trained: readonly TrainedRun[];
}

/** Null when either was not measured. */
export function constructionStudy(results: Results): ConstructionStudy | null {
  const exact = results.runs('construction', constructionOutput);
  const trained = results.runs('construction-trained', trainedOutput);
  return exact.length === 0 || trained.length === 0 ? null : { exact, trained };
}

/** Trained minima of one network and number of magnitudes. */
export const minimaOf = (
  { trained }: ConstructionStudy,
  activation: 'tanh' | 'erf' | 'identity',
  magnitudes: number,
  metric: 'pre-activations' | 'weights' = 'pre-activations',
): readonly TrainedRun[] =>
  trained.filter(({ variant }) => variant === trainedName({ activation, magnitudes, metric }));

/** What the page says where there is nothing to tell. */
export const nothing = 'No run of this build measured the construction, so there is nothing to report here.';
