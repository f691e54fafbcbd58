import type { Results, Run } from '../../claims/results.ts';
import { valleyOutput, type SectionName, type ValleyOutput } from './schema.ts';

export type ValleyRun = Run<ValleyOutput>;

export const valleyRuns = (results: Results): readonly ValleyRun[] => results.runs('valley', valleyOutput);

/** Runs of all seeds with one cross-section. */
export const runsOf = <K extends 'drifts' | 'hovers' | 'floors'>(
  runs: readonly ValleyRun[],
  kind: K,
  section: SectionName,
): readonly ValleyOutput[K][number][] =>
  runs.flatMap((run) =>
    (run[kind] as readonly ValleyOutput[K][number][]).filter((one) => one.section === section),
  );

/** The runs with the parameters of the text, which are the same for every seed but for noise: those of the first. */
export const designed = <K extends 'drifts' | 'hovers'>(
  runs: readonly ValleyRun[],
  kind: K,
  section: SectionName,
) =>
  (runs[0][kind] as readonly ValleyOutput[K][number][]).filter(
    (one) => one.section === section && one.drawn === 'design',
  );
