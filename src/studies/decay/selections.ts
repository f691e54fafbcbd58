import type { Results, Run } from '../../claims/results.ts';
import {
  decayOutput,
  firstName,
  secondNames,
  type DecayEvent,
  type DecayOutput,
  type Race,
} from './schema.ts';
import { decayVariants } from './settings.ts';

export type DecayRun = Run<DecayOutput>;

/** The runs that came to their decays. */
export const decayRuns = (results: Results): readonly DecayRun[] =>
  results.runs('decay', decayOutput).filter(({ events }) => events.length > 0);

/** Factors of the first decays, in the order of the artifacts. */
export const firstFactors: readonly number[] = decayVariants('full').tanh4.parameters.firsts.map(
  ({ factor }) => factor,
);

/** Every kind of decay measured, with the words for it. */
export const decayKinds = [
  ...firstFactors.map((factor) => ({ name: firstName(factor), words: `At the edge, divided by ${factor}` })),
  { name: secondNames.below, words: 'Again, below the new edge' },
  { name: secondNames.at, words: 'Again, back at the edge' },
] as const;

export interface SeedEvent {
  readonly seed: number;
  readonly event: DecayEvent;
}

/** The decay of one name in each seed that has it. */
export const eventsOf = (runs: readonly DecayRun[], name: string): readonly SeedEvent[] =>
  runs.flatMap(({ seed, events }) =>
    events.filter((event) => event.name === name).map((event) => ({ seed, event })),
  );

/** The first decays of all seeds. */
export const firstEvents = (runs: readonly DecayRun[]): readonly SeedEvent[] =>
  firstFactors.flatMap((factor) => eventsOf(runs, firstName(factor)));

export interface SeedRace {
  readonly seed: number;
  readonly race: Race;
}

export const racesOf = (runs: readonly DecayRun[], factor: number): readonly SeedRace[] =>
  runs.flatMap(({ seed, races }) =>
    races.filter(({ name }) => name === firstName(factor)).map((race) => ({ seed, race })),
  );
