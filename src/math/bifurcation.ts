import type { OneDimensionalLoss } from './one-dimensional.ts';
import { attractor, type Attractor, type AttractorOptions } from './orbits.ts';
import { twoCycles } from './period-two.ts';
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

/**
 * η in (low, high) at which the outermost two-cycle doubles its period, its multiplier passing −1; null where it
 * does not. `low` must lie beyond the pitchfork of an even loss.
 */
export function doublingRate(loss: OneDimensionalLoss, low: number, high: number): number | null {
  // Of an even loss beyond its pitchfork, the outermost cycle is the one that leans to a.
  const outermost = (rate: number) => twoCycles(loss, rate, { from: 1e-3, to: 50 }).at(-1);
  const excess = (rate: number) => (outermost(rate)?.multiplier ?? Number.NaN) + 1;
  return excess(low) > 0 && excess(high) < 0 ? bisect(excess, low, high) : null;
}

/** Where gradient descent ends at one learning rate, from one start. */
interface BifurcationColumn {
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
