import { z } from 'zod';
import type { Engine, Problem } from '../../engine/engine.ts';
import { mean } from '../../math/statistics.ts';
import { dropSteps, type DecayPlan } from './event.ts';

/** Steps over which both losses are averaged. */
export const raceWindow = 50;

export const raceSchema = z.strictObject({
  name: z.string(),
  /** Steps since the decay, and the losses with and without it, means over the `raceWindow` steps that follow. */
  steps: z.array(z.int()),
  decayed: z.array(z.number()),
  control: z.array(z.number()),
  /** Steps until the undecayed run leads; null where it has not by the end. */
  overtaken: z.int().nullable(),
});

export type Race = z.output<typeof raceSchema>;

/** Means over `raceWindow` values from each place on. */
function runningMean(losses: Float64Array): number[] {
  let sum = losses.slice(0, raceWindow).reduce((total, loss) => total + loss, 0);
  return Array.from({ length: losses.length - raceWindow }, (_, i) => {
    const here = sum / raceWindow;
    sum += losses[i + raceWindow] - losses[i];
    return here;
  });
}

/** The first step after the drop from which on the control's mean loss is the lower one. */
export function overtaking(decayed: readonly number[], control: readonly number[]): number | null {
  const step = decayed.findIndex((loss, i) => i >= dropSteps && control[i] < loss);
  return step < 0 ? null : step;
}

/** The decayed and the undecayed run from one iterate, both in float32, over many steps. */
export async function race(
  engine: Engine,
  problem: Problem,
  start: Float64Array,
  { name, learningRate, factor }: DecayPlan,
  steps: number,
): Promise<Race> {
  const from = Float32Array.from(start);
  const run = async (rate: number) =>
    runningMean((await engine.gradientDescent(problem, from, { learningRate: rate, steps })).losses);
  const [decayed, control] = [await run(learningRate / factor), await run(learningRate)];
  const kept = decayed.flatMap((_, i) => (i % raceWindow === 0 ? [i] : []));
  return {
    name,
    steps: kept,
    decayed: kept.map((i) => decayed[i]),
    control: kept.map((i) => control[i]),
    overtaken: overtaking(decayed, control),
  };
}

/** Points at the end of a race over which its outcome is averaged: the undecayed loss swings over hundreds of steps. */
const outcomePoints = 20;

/** Mean loss with the decay over that without, at the end of a race. */
export const lastingGain = ({ decayed, control }: Race): number =>
  mean(decayed.slice(-outcomePoints)) / mean(control.slice(-outcomePoints));
