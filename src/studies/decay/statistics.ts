import { mean } from '../../math/statistics.ts';
import type { DecayEvent, DecayOutput, Race } from './schema.ts';

/** Steps after a decay at which its drop is read. */
export const dropSteps = 20;

/** Loss `dropSteps` after the decay over that at the decay. */
export const dropRatio = ({ before }: DecayEvent, after: readonly number[]): number =>
  after[dropSteps - 1] / before.at(-1)!;

/** What the loss of the iterates falls by in `dropSteps` over the energy of the oscillation. */
export const dropOverEnergy = ({ energy }: DecayEvent, after: readonly number[]): number =>
  (energy.iterates - after[dropSteps - 1]) / (energy.iterates - energy.centre);

/** Loss after a second decay over that without it; null where it never came to it. */
export function secondDrop({ events }: DecayOutput, name: string): number | null {
  const event = events.find((one) => one.name === name);
  return event ? dropRatio(event, event.decayed) / dropRatio(event, event.control) : null;
}

/** Points at the end of a race over which its outcome is averaged: the undecayed loss swings over hundreds of steps. */
const outcomePoints = 20;

/** Mean loss with the decay over that without, at the end of a race. */
export const lastingGain = ({ decayed, control }: Race): number =>
  mean(decayed.slice(-outcomePoints)) / mean(control.slice(-outcomePoints));
