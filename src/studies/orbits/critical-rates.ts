import { doublingRate, pitchforkRate } from '../../math/bifurcation.ts';
import type { OneDimensionalLoss } from '../../math/one-dimensional.ts';
import { attractor, orbit } from '../../math/orbits.ts';
import { edgeAmplitude } from '../../math/period-two.ts';
import type { Random } from '../../math/random.ts';
import { max, mean } from '../../math/statistics.ts';
import { convexLosses, orbitFamilies, slowCases, splittingLosses } from './families.ts';
import { drawStart } from './random-orbits.ts';
import type { CriticalRates, SlowOrbits } from './schema.ts';

/** An orbit is followed this long before it is judged, for it settles slowly beside a critical rate. */
const settling = 20_000;
/** Two points closer than this, relative to x, are the same. */
const apart = 1e-3;

/** Where a property of the end of an orbit changes between two learning rates, by 16 halvings. */
function measuredRate(
  loss: OneDimensionalLoss,
  [low, high]: readonly [number, number],
  start: number,
  beyond: (end: readonly number[]) => boolean,
): number {
  for (let i = 0; i < 16; i++) {
    const middle = (low + high) / 2;
    if (beyond(orbit(loss, middle, start, settling).slice(-3))) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

/** Where the symmetric cycle splits and where the split cycle doubles, predicted from f″ and measured from orbits. */
export function criticalRates(source: Random): CriticalRates[] {
  return splittingLosses.map((loss) => {
    const start = drawStart([0.1, 1], source);
    const pitchfork = pitchforkRate(loss)!;
    const doubling = doublingRate(loss, 1.005 * pitchfork, 1.6 * pitchfork)!;
    const between = (rate: number): [number, number] => [0.93 * rate, 1.05 * rate];
    return {
      loss: loss.id,
      pitchfork: {
        predicted: pitchfork,
        measured: measuredRate(
          loss,
          between(pitchfork),
          start,
          ([, x, y]) => Math.abs(x + y) > apart * Math.abs(x),
        ),
      },
      doubling: {
        predicted: doubling,
        measured: measuredRate(
          loss,
          between(doubling),
          start,
          ([x, , y]) => Math.abs(x - y) > apart * Math.abs(x),
        ),
      },
    };
  });
}

/** Share of orbits on convex losses that have left the symmetric cycle, at rates up to the highest tried. */
export function splitShare(count: number, source: Random): number {
  const split = convexLosses.flatMap((loss) => {
    const [low, high] = orbitFamilies.find((family) => family.loss.id === loss.id)!.rates;
    return Array.from({ length: count }, () => {
      const rate = low + (high - low) * source.uniform();
      const [x, y] = orbit(loss, rate, drawStart([1e-2, 3], source), settling).slice(-2);
      return Math.abs(x + y) > apart * Math.abs(x);
    });
  });
  return mean(split, Number);
}

/** Orbits that need more than the usual number of steps. */
export function slowOrbits(starts: number, limits: readonly number[], source: Random): SlowOrbits[] {
  const longest = max(limits);
  return slowCases.map(({ loss, rates: [low, high], starts: range }) => {
    const orbits = Array.from({ length: starts }, () => {
      const start = drawStart(range, source);
      const rate = low + (high - low) * source.uniform();
      const amplitude = edgeAmplitude(loss, rate)!;
      const distance = (x: number) => Math.abs(Math.abs(x) - amplitude);
      const end = attractor(loss, rate, start, { steps: longest });
      return {
        steps: end.status === 'periodic' && end.period === 2 ? end.steps : Infinity,
        consistent: end.status !== 'diverged' && distance(end.points[0]) < distance(start),
      };
    });
    return {
      loss: loss.id,
      settled: limits.map((limit) => ({
        steps: limit,
        share: mean(orbits, ({ steps }) => Number(steps <= limit)),
      })),
      consistent: mean(orbits, ({ consistent }) => Number(consistent)),
    };
  });
}
