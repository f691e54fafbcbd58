import type { OneDimensionalLoss } from './one-dimensional.ts';
import { attractor, type Attractor, type AttractorOptions } from './orbits.ts';
import { twoCycles, type TwoCycle } from './period-two.ts';
import { bisect, signChanges } from './root.ts';

const evenly = (from: number, to: number, steps: number) =>
  Array.from({ length: steps + 1 }, (_, i) => from + ((to - from) * i) / steps);

/**
 * η at which the two-cycle {x*, −x*} loses stability, where f″(x*) = 0: by a pitchfork into asymmetric cycles.
 * Null where the loss is convex up to `reach`, so that the cycle is stable for every η.
 */
export function pitchforkRate(loss: OneDimensionalLoss, reach = 10): number | null {
  const [inflection] = signChanges(loss.curvature, evenly(0, reach, 4000));
  return inflection === undefined ? null : (2 * inflection) / loss.slope(inflection);
}

/** Closed form of `pitchforkRate` for f_p: 2((2 − p)/(1 − p))^((2−p)/2); null for p ≥ 1, where it never comes. */
export const powerPitchforkRate = (p: number): number | null =>
  p >= 1 ? null : 2 * ((2 - p) / (1 - p)) ** ((2 - p) / 2);

/** The cycle with a > −b, or of an even loss beyond its pitchfork the one that leans to a; null without any. */
function leaningCycle(loss: OneDimensionalLoss, learningRate: number): TwoCycle | null {
  return twoCycles(loss, learningRate, { from: 1e-3, to: 50 }).at(-1) ?? null;
}

/**
 * η in (low, high) at which the outermost two-cycle doubles its period, its multiplier passing −1; null where it
 * does not. `low` must lie beyond the pitchfork of an even loss.
 */
export function doublingRate(loss: OneDimensionalLoss, low: number, high: number): number | null {
  const excess = (rate: number) => (leaningCycle(loss, rate)?.multiplier ?? Number.NaN) + 1;
  return excess(low) > 0 && excess(high) < 0 ? bisect(excess, low, high) : null;
}

/** Where gradient descent ends at one learning rate, from one start. */
export interface BifurcationColumn {
  readonly learningRate: number;
  readonly attractor: Attractor;
}

/** One column a learning rate, each from the same start. */
export const bifurcationDiagram = (
  loss: OneDimensionalLoss,
  learningRates: readonly number[],
  start: number,
  options: AttractorOptions,
): BifurcationColumn[] =>
  learningRates.map((learningRate) => ({
    learningRate,
    attractor: attractor(loss, learningRate, start, options),
  }));
