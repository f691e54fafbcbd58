import type { Envelope } from '../../claims/envelope.ts';
import { rateName } from './settings.ts';
import { edgeOutput, type EdgeOutput } from './run.ts';
import type { Artifact } from '../../claims/experiment.ts';
import { directionsOutput, type DirectionsOutput } from '../oscillation/directions-run.ts';
import { doseOutput, type DoseOutput } from '../oscillation/doses-run.ts';
import { oscillationOutput, type OscillationOutput } from '../oscillation/run.ts';
import { artifactsOf } from '../../site/results.ts';

export type EdgeArtifact = Envelope & EdgeOutput;
export type WindowArtifact = Envelope & OscillationOutput;
export type DosesArtifact = Envelope & DoseOutput;
export type DirectionsArtifact = Envelope & DirectionsOutput;

/** What R3 measured on networks, each list in the order of its seeds; any of them may be empty. */
export interface EdgeStudy {
  /** Descents at the edge and their controls. */
  readonly descents: readonly EdgeArtifact[];
  /** Windows of networks with one output, in which the theories are compared. */
  readonly windows: readonly WindowArtifact[];
  readonly doses: readonly DosesArtifact[];
  readonly directions: readonly DirectionsArtifact[];
}

const bySeed = <A extends Envelope>(artifacts: readonly A[]): readonly A[] =>
  artifacts.toSorted((a, b) => a.seed - b.seed);

export const edgeStudy = (): EdgeStudy => ({
  descents: bySeed(artifactsOf('edge', edgeOutput)),
  windows: bySeed(artifactsOf('oscillation', oscillationOutput)),
  doses: bySeed(artifactsOf('oscillation-doses', doseOutput)),
  directions: bySeed(artifactsOf('oscillation-directions', directionsOutput)),
});

/** As judges see them. */
export const forJudge = <O>(artifacts: readonly (Envelope & O)[]): readonly Artifact<O>[] =>
  artifacts.map((artifact) => ({ ...artifact, output: artifact }));

export const descentsOf = ({ descents }: EdgeStudy, variant: string): readonly EdgeArtifact[] =>
  descents.filter((artifact) => artifact.variant === variant);

/** The judged network at one of its learning rates. */
export const atRate = (study: EdgeStudy, learningRate: number): readonly EdgeArtifact[] =>
  descentsOf(study, rateName(learningRate));

/** Sharpness in units of 2/η at each measured step. */
export const edgeRatios = ({ sharpness, learningRate }: EdgeArtifact) =>
  sharpness.map(({ step, values }) => ({ step, ratio: (values[0] * learningRate) / 2 }));
