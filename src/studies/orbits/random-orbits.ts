import { controlLosses, logarithm, ricker, type OneDimensionalLoss } from '../../math/one-dimensional.ts';
import { attractor, measuredMultiplier, multiplier } from '../../math/orbits.ts';
import { edgeAmplitude, logarithmCycle, rickerCycle } from '../../math/period-two.ts';
import type { Random } from '../../math/random.ts';
import { finite, max, mean, median, ofAll } from '../../math/statistics.ts';
import { orbitFamilies, type OrbitFamily } from './families.ts';
import { convergedError, type ControlOrbits, type CycleOrbit, type FamilyOrbits } from './schema.ts';

export interface OrbitCounts {
  readonly rates: number;
  readonly starts: number;
  readonly steps: number;
}

const between = ([low, high]: readonly [number, number], source: Random) =>
  low + (high - low) * source.uniform();

/** Of random sign, with |x₀| evenly in its logarithm. */
export const drawStart = ([low, high]: readonly [number, number], source: Random) =>
  (source.uniform() < 0.5 ? -1 : 1) * low * (high / low) ** source.uniform();

const drawRates = (range: readonly [number, number], count: number, source: Random) =>
  Array.from({ length: count }, () => between(range, source)).sort((a, b) => a - b);

/** The two-cycle that an orbit settles at; null where it does not. */
function settledCycle(loss: OneDimensionalLoss, learningRate: number, start: number, steps: number) {
  const found = attractor(loss, learningRate, start, { steps });
  return found.status === 'periodic' && found.period === 2 ? found : null;
}

type Settled = NonNullable<ReturnType<typeof settledCycle>>;

const amplitudeError = ({ points }: Settled, predicted: number) =>
  Math.max(...points.map((x) => Math.abs(Math.abs(x) / predicted - 1)));

function atRate(loss: OneDimensionalLoss, learningRate: number, starts: readonly number[], steps: number) {
  const predicted = edgeAmplitude(loss, learningRate)!;
  const settled = starts
    .map((start) => settledCycle(loss, learningRate, start, steps))
    .filter((found) => found !== null);
  return {
    settled,
    converged: settled.filter((found) => amplitudeError(found, predicted) < convergedError).length,
    amplitude: {
      learningRate,
      predicted,
      measured: ofAll(
        mean,
        settled.map(({ points }) => Math.abs(points[0] - points[1]) / 2),
      ),
      error: ofAll(
        max,
        settled.map((found) => amplitudeError(found, predicted)),
      ),
      multiplier: multiplier(loss, learningRate, [predicted, -predicted]),
      measuredMultiplier:
        settled.length === 0 ? null : measuredMultiplier(loss, learningRate, settled[0].points),
    },
  };
}

/** Gradient descent from random starts at random learning rates beyond the edge, and below it. */
function familyOrbits(
  { loss, rates, starts }: OrbitFamily,
  counts: OrbitCounts,
  source: Random,
): FamilyOrbits {
  const found = drawRates(rates, counts.rates, source).map((rate) => {
    const drawn = Array.from({ length: counts.starts }, () => drawStart(starts, source));
    return atRate(loss, rate, drawn, counts.steps);
  });
  const orbits = counts.rates * counts.starts;
  const edge = rates[0];
  const below = Array.from({ length: counts.starts }, () => {
    const rate = between([0.2 * edge, 0.95 * edge], source);
    return settledCycle(loss, rate, drawStart(starts, source), counts.steps) !== null;
  });
  return {
    loss: loss.id,
    orbits,
    converged: found.reduce((sum, { converged }) => sum + converged, 0) / orbits,
    oscillatesBelow: mean(below, Number),
    medianSteps: ofAll(
      median,
      found.flatMap(({ settled }) => settled.map(({ steps }) => steps)),
    ),
    amplitudes: found.map(({ amplitude }) => amplitude),
  };
}

export const familiesOrbits = (counts: OrbitCounts, source: Random): FamilyOrbits[] =>
  orbitFamilies.map((family) => familyOrbits(family, counts, source));

interface Cycle {
  readonly a: number;
  readonly b: number;
  readonly multiplier: number;
}

/** Orbits that settle at a two-cycle {a, b} whose ends differ in size. */
function cycleOrbits(
  loss: OneDimensionalLoss,
  range: readonly [number, number],
  expected: (learningRate: number) => Cycle,
  { rates, steps }: OrbitCounts,
  source: Random,
): CycleOrbit[] {
  return drawRates(range, rates, source).map((learningRate) => {
    const { a, b, multiplier: predictedMultiplier } = expected(learningRate);
    const found = settledCycle(loss, learningRate, drawStart([1e-2, 1], source), steps);
    const ends = found && ([...found.points].sort((x, y) => Math.abs(y) - Math.abs(x)) as [number, number]);
    const outer = Math.abs(a) > Math.abs(b) ? a : b;
    const predicted: [number, number] = [outer, a + b - outer];
    // An even loss has the mirrored cycle as well.
    const mirrored = ends !== null && loss.even && ends[0] * predicted[0] < 0;
    return {
      learningRate,
      predicted,
      measured: mirrored ? [-ends[0], -ends[1]] : ends,
      multiplier: predictedMultiplier,
      measuredMultiplier: found && measuredMultiplier(loss, learningRate, found.points),
    };
  });
}

/** e^x − x − 1, which is not even, between its edge and its doubling. */
export const rickerOrbits = (counts: OrbitCounts, source: Random): CycleOrbit[] =>
  cycleOrbits(ricker, [2.02, 2.48], (rate) => rickerCycle(rate)!, counts, source);

/** ln(1 + x²) between its pitchfork and its doubling. */
export const splitOrbits = (counts: OrbitCounts, source: Random): CycleOrbit[] =>
  cycleOrbits(logarithm, [2.02, 2.48], logarithmCycle, counts, source);

/** Losses that are not subquadratic, beyond the edge. */
export function controlOrbits(counts: OrbitCounts, source: Random): ControlOrbits[] {
  return controlLosses.map((loss) => {
    const orbits = Array.from({ length: counts.rates * counts.starts }, () => {
      const rate = between([2.01, 8], source);
      return {
        end: attractor(loss, rate, drawStart([1e-3, 1e2], source), { steps: counts.steps }),
        growth: measuredMultiplier(loss, rate, [1e-6, (1 - rate) * 1e-6]),
      };
    });
    return {
      loss: loss.id,
      orbits: orbits.length,
      bounded: mean(orbits, ({ end }) => Number(end.status !== 'diverged')),
      medianSteps: ofAll(
        median,
        orbits.flatMap(({ end }) => (end.status === 'diverged' ? [end.steps] : [])),
      ),
      shrinks: mean(orbits, ({ growth }) => Number(finite('growth of a displacement', growth) <= 1)),
    };
  });
}
