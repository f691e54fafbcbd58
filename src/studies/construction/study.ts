import type { Envelope } from '../../claims/envelope.ts';
import type { Artifact } from '../../claims/experiment.ts';
import { construction, constructionOutput, type ConstructionOutput } from './run.ts';
import { constructionTrained, trainedOutput, type TrainedOutput } from './trained-run.ts';
import { trainedName } from './trained-settings.ts';
import { artifactsOf } from '../../site/results.ts';

export type ConstructionArtifact = Envelope & ConstructionOutput;
export type TrainedArtifact = Envelope & TrainedOutput;

/** The artifacts of R6, in the order of their seeds. */
export interface ConstructionStudy {
  readonly exact: readonly ConstructionArtifact[];
  readonly trained: readonly TrainedArtifact[];
}

/** Null when the construction or its trained minima were not measured. */
export function constructionStudy(): ConstructionStudy | null {
  const bySeed = <A extends Envelope>(artifacts: readonly A[]) =>
    artifacts.toSorted((a, b) => a.seed - b.seed);
  const exact = bySeed(artifactsOf(construction.id, constructionOutput));
  const trained = bySeed(artifactsOf(constructionTrained.id, trainedOutput));
  return exact.length === 0 || trained.length === 0 ? null : { exact, trained };
}

/** Trained minima of one network and number of magnitudes. */
export const minimaOf = (
  { trained }: ConstructionStudy,
  activation: 'tanh' | 'erf' | 'identity',
  magnitudes: number,
  metric: 'pre-activations' | 'weights' = 'pre-activations',
): readonly TrainedArtifact[] =>
  trained.filter(({ variant }) => variant === trainedName({ activation, magnitudes, metric }));

/** As judges see them. */
export const forJudge = ({ trained }: ConstructionStudy): readonly Artifact<TrainedOutput>[] =>
  trained.map((artifact) => ({ ...artifact, output: artifact }));
