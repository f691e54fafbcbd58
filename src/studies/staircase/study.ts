import type { Envelope } from '../../claims/envelope.ts';
import { staircase, staircaseOutput, type StaircaseOutput } from './run.ts';
import type { StaircaseParameters } from './runs.ts';
import { artifactsOf } from '../../site/results.ts';

export type StaircaseArtifact = Envelope & StaircaseOutput;

/** What T3 measured, in the order of the seeds, and what it was set to. */
export interface StaircaseStudy {
  readonly seeds: readonly StaircaseArtifact[];
  readonly settings: StaircaseParameters;
}

/** Null without any. */
export function staircaseStudy(): StaircaseStudy | null {
  const seeds = artifactsOf('staircase', staircaseOutput).toSorted((a, b) => a.seed - b.seed);
  return seeds.length === 0 ? null : { seeds, settings: staircase.parameters.parse(seeds[0].parameters) };
}

/** Plateaus that the design's learning rates are predicted to hold, from the top down. */
export const designPlateaus = ({ seeds, settings }: StaircaseStudy) =>
  seeds[0].plateaus.slice(0, settings.learningRates.length);

/** Steps with so many scales from the design's start. */
export const speedOf = ({ seeds }: StaircaseStudy, scales: number) =>
  seeds[0].speeds.find((speed) => speed.drawn === 'design' && speed.scales === scales)!;
