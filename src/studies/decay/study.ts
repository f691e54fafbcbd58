import type { DecayEvent } from './event.ts';
import { decayOutput, firstName, secondNames, type DecayOutput } from './run.ts';
import { decayVariants } from './settings.ts';
import type { Envelope } from '../../claims/envelope.ts';
import type { Race } from './race.ts';
import { artifactsOf } from '../../site/results.ts';

export type DecayArtifact = Envelope & DecayOutput;

/** The artifacts of R4 on networks that came to their decays, in the order of their seeds. */
export type DecayStudy = readonly DecayArtifact[];

export const decayStudy = (): DecayStudy =>
  artifactsOf('decay', decayOutput)
    .filter(({ events }) => events.length > 0)
    .toSorted((a, b) => a.seed - b.seed);

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
export const eventsOf = (study: DecayStudy, name: string): readonly SeedEvent[] =>
  study.flatMap(({ seed, events }) =>
    events.filter((event) => event.name === name).map((event) => ({ seed, event })),
  );

/** The first decays of all seeds. */
export const firstEvents = (study: DecayStudy): readonly SeedEvent[] =>
  firstFactors.flatMap((factor) => eventsOf(study, firstName(factor)));

export interface SeedRace {
  readonly seed: number;
  readonly race: Race;
}

export const racesOf = (study: DecayStudy, factor: number): readonly SeedRace[] =>
  study.flatMap(({ seed, races }) =>
    races.filter(({ name }) => name === firstName(factor)).map((race) => ({ seed, race })),
  );
