import type { Results, Run } from '../../claims/results.ts';
import {
  staircaseOutput,
  staircaseParameters,
  type StaircaseOutput,
  type StaircaseParameters,
} from './schema.ts';

export type StaircaseRun = Run<StaircaseOutput>;

/** What was measured, and what it was set to. */
export interface StaircaseStudy {
  readonly seeds: readonly StaircaseRun[];
  readonly settings: StaircaseParameters;
}

/** Null where no staircase was gone down. */
export function staircaseStudy(results: Results): StaircaseStudy | null {
  const seeds = results.runs('staircase', staircaseOutput);
  return seeds.length === 0 ? null : { seeds, settings: staircaseParameters.parse(seeds[0].parameters) };
}

/** Plateaus that the learning rates of the text are predicted to hold, from the top down. */
export const designPlateaus = ({ seeds, settings }: StaircaseStudy) =>
  seeds[0].plateaus.slice(0, settings.learningRates.length);

/** Steps with so many scales from the start of the text. */
export const speedOf = ({ seeds }: StaircaseStudy, scales: number) =>
  seeds[0].speeds.find((speed) => speed.drawn === 'design' && speed.scales === scales)!;
