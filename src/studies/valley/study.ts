import type { Envelope } from '../../claims/envelope.ts';
import { valleyOutput, type ValleyOutput } from './run.ts';
import type { SectionName } from './runs.ts';
import { artifactsOf } from '../../site/results.ts';

export type ValleyArtifact = Envelope & ValleyOutput;

/** What T2 measured, in the order of the seeds. */
export interface ValleyStudy {
  readonly seeds: readonly ValleyArtifact[];
}

/** Null without any. */
export function valleyStudy(): ValleyStudy | null {
  const seeds = artifactsOf('valley', valleyOutput).toSorted((a, b) => a.seed - b.seed);
  return seeds.length === 0 ? null : { seeds };
}

/** Runs of all seeds with one cross-section. */
export const runsOf = <K extends 'drifts' | 'hovers' | 'floors'>(
  { seeds }: ValleyStudy,
  kind: K,
  section: SectionName,
): readonly ValleyOutput[K][number][] =>
  seeds.flatMap((seed) =>
    (seed[kind] as readonly ValleyOutput[K][number][]).filter((one) => one.section === section),
  );

/** The runs with the design's parameters, which are the same for every seed but for noise: those of the first. */
export const designed = <K extends 'drifts' | 'hovers'>(
  { seeds }: ValleyStudy,
  kind: K,
  section: SectionName,
) =>
  (seeds[0][kind] as readonly ValleyOutput[K][number][]).filter(
    (one) => one.section === section && one.drawn === 'design',
  );
