import type { Results, Run } from '../../claims/results.ts';
import type { GrowthRecord } from '../../measure/slice-growth.ts';
import { growthOutput, type GrowthOutput } from './schema.ts';

export type GrowthRun = Run<GrowthOutput>;

/** The runs by network; each has its slices. */
export interface GrowthStudy {
  readonly tanh: readonly GrowthRun[];
  readonly linear: readonly GrowthRun[];
}

/** Null when no run of one of the networks came to its slices: then there is nothing to draw or compare. */
export function growthStudy(results: Results): GrowthStudy | null {
  const runs = results.runs('growth', growthOutput).filter(({ growth }) => growth.length > 0);
  const of = (variant: string) => runs.filter((run) => run.variant === variant);
  const study = { tanh: of('tanh4'), linear: of('linear') };
  return study.tanh.length > 0 && study.linear.length > 0 ? study : null;
}

export const slicesOf = (runs: readonly GrowthRun[], kind: GrowthRecord['kind']): readonly GrowthRecord[] =>
  runs.flatMap(({ growth }) => growth.filter((slice) => slice.kind === kind));

/** What the page says where there is nothing to tell. */
export const nothing = 'No run of this build came to its slices, so there is nothing to report here.';
