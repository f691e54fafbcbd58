import type { Results, Run } from '../../claims/results.ts';
import { edgeOutput, type EdgeOutput } from './schema.ts';
import { rateName } from './settings.ts';

export type EdgeRun = Run<EdgeOutput>;

/** Descents at the edge and their controls. */
export const edgeRuns = (results: Results): readonly EdgeRun[] => results.runs('edge', edgeOutput);

export const descentsOf = (all: readonly EdgeRun[], variant: string): readonly EdgeRun[] =>
  all.filter((run) => run.variant === variant);

/** The judged network at one of its learning rates. */
export const atRate = (all: readonly EdgeRun[], learningRate: number): readonly EdgeRun[] =>
  descentsOf(all, rateName(learningRate));

/** Sharpness in units of 2/η at each measured step. */
export const edgeRatios = ({ sharpness, learningRate }: EdgeRun) =>
  sharpness.map(({ step, values }) => ({ step, ratio: (values[0] * learningRate) / 2 }));
