import { contestName } from '../../src/studies/oscillation/settings.ts';
import { edgeRates, rateName, slicedRate } from '../../src/studies/edge/settings.ts';
import { predictedAmplitude, sliceOrbit } from '../../src/studies/edge/orbits.ts';
import type { Orbit } from '../../src/studies/edge/schema.ts';
import type { EdgeRun } from '../../src/studies/edge/selections.ts';
import type { Envelope } from '../../src/claims/envelope.ts';
import { logSpaced } from '../../src/math/growth.ts';
import type { DirectionsRun, DosesRun, WindowRun } from '../../src/studies/oscillation/selections.ts';

const envelope = (experiment: string, variant: string, seed: number): Envelope => ({
  schema: 1,
  id: `${experiment}-${variant}-seed${seed}`,
  experiment,
  variant,
  seed,
  profile: 'full',
  parameters: {},
  status: 'complete',
});

const model = { kind: 'mlp', layers: [4, 2], activation: 'tanh', loss: 'mse', dataset: 'example' } as const;

/** A slice of known rise and slope, of curvature 1 at its centre. */
export interface KnownSlice {
  readonly rise: (x: number) => number;
  readonly slope: (x: number) => number;
}

export const subquadratic: KnownSlice = {
  rise: (x) => Math.sqrt(1 + x ** 2) - 1,
  slope: (x) => x / Math.sqrt(1 + x ** 2),
};
export const quadratic: KnownSlice = { rise: (x) => x ** 2 / 2, slope: (x) => x };

function sliced({ rise, slope }: KnownSlice, curvature: number) {
  const distances = logSpaced(1e-2, 10, 40);
  const t = [...distances.map((value) => -value).reverse(), ...distances];
  const slice = {
    direction: 'e1',
    centre: 'final' as const,
    t,
    loss: t.map((x) => 0.1 + curvature * rise(x)),
  };
  const orbits = [1.02, 1.25, 1.5].map((excess): Orbit => {
    const learningRate = (2 * excess) / curvature;
    return {
      direction: 'e1',
      excess,
      learningRate,
      predicted: predictedAmplitude(slice, 0.1, learningRate),
      ...sliceOrbit((x) => curvature * slope(x), learningRate),
    };
  });
  return {
    eigenpairs: [{ centre: 'final' as const, value: curvature, residual: 1e-9, direction: 'e1' }],
    slices: [slice],
    decreasingShares: [slope === subquadratic.slope ? 1 : 0],
    orbits,
  };
}

interface Hover {
  readonly learningRate: number;
  /** Sharpness·η/2 from step 100 on. */
  readonly at: number;
}

function descent(variant: string, seed: number, { learningRate, at }: Hover, known?: KnownSlice): EdgeRun {
  const steps = [0, 25, 50, 100, 200, 400, 1000, 2000, 4000];
  const ratio = (step: number) =>
    Math.min(at, 0.2 + (at - 0.2) * (step / 100)) + (step > 100 ? 0.001 * seed : 0);
  return {
    ...envelope('edge', variant, seed),
    model: { ...model, layers: [...model.layers] },
    status: 'complete' as const,
    learningRate,
    loss: Array.from({ length: 400 }, (_, i) => ({ step: 10 * i, loss: 1 / (1 + i) })),
    sharpness: steps.map((step) => ({
      step,
      values: [(2 * ratio(step)) / learningRate],
      status: 'unsearched' as const,
    })),
    statistics: {
      crossing: at >= 1 ? 100 : null,
      meanRatio: at >= 1 ? at + 0.001 * seed : null,
      deviationRatio: at >= 1 ? 0.01 : null,
      highestRatio: at + 0.001 * seed,
      lastRatio: at,
      risesBefore: 0,
      risesAfter: at >= 1 ? 0.4 : null,
      lossRatio: at >= 1 ? 0.05 : null,
      finalLoss: 0.01,
    },
    ...(known ? sliced(known, 6 + seed) : { eigenpairs: [], slices: [], decreasingShares: [], orbits: [] }),
  };
}

/** How the oscillation of a window is measured and what the two theories make of it. */
export interface ContestExample {
  readonly centralFlow: number;
  readonly evenCycle: number | null;
}

function window(variant: string, seed: number, { centralFlow, evenCycle }: ContestExample): WindowRun {
  const measured = 0.2 + 0.1 * seed;
  const times = (factor: number | null) => (factor === null ? null : measured * factor);
  return {
    ...envelope('oscillation', variant, seed),
    model: { ...model, layers: [...model.layers] },
    task: 'odd',
    learningRate: 0.1,
    crossing: 300,
    hovering: { meanRatio: 1.001, deviationRatio: 0.01, highestSecondRatio: seed === 2 ? 0.99 : 0.8 },
    centres: [],
    amplitudes: {
      measured,
      centralFlow: measured * centralFlow,
      centralFlowAtRest: measured,
      evenCycle: times(evenCycle),
      chordCycle: times(evenCycle),
    },
    controls: {
      before: 0,
      halved: 1e-6,
      second: { measured: 1e-3, predicted: 0.1 },
      random: { measured: 1e-4, predicted: 0.03 },
    },
    path: [],
    eigenpairs: [],
    slices: [],
  };
}

const doses = (seed: number, vanishing: number): DosesRun => ({
  ...envelope('oscillation-doses', 'below-5', seed),
  model: { ...model, layers: [...model.layers] },
  learningRate: 0.1,
  crossing: 300,
  doses: [0, 1, 4].map((dose) => ({
    dose,
    status: 'bounded' as const,
    measured: dose === 0 ? vanishing : 0.1 * Math.sqrt(dose),
    predicted: 0.101 * Math.sqrt(dose),
    hovering: { meanRatio: 1, deviationRatio: 0.005, highestSecondRatio: 0.8 },
    course: [0, 100, 200, 300].map((step) => ({
      step,
      ratio: 1,
      amplitude: dose === 0 ? 0.1 * 0.1 ** (step / 25) : 0.1 * Math.sqrt(dose),
      search: 'unsearched' as const,
    })),
  })),
});

const directions = (learningRate: number, seed: number): DirectionsRun => ({
  ...envelope('oscillation-directions', `tanh4-${learningRate}`, seed),
  model: { ...model, layers: [...model.layers] },
  learningRate,
  centres: [1, 41, 81].map((step) => ({
    step,
    ratios: [1.02, 1.01, 0.99, 0.9, 0.8],
    atEdge: 3,
    residual: 1e-4,
    search: 'converged' as const,
    solver: 'converged' as const,
    predicted: 1,
    predictedByOne: 0.2,
    inside: 0.95,
  })),
  amplitudes: { measured: 1 + seed / 10, predicted: 1.01 + seed / 10, predictedByOne: 0.4 },
  eigenpairs: [],
});

/** Runs of the two studies of R3. */
export interface EdgeExample {
  readonly descents: readonly EdgeRun[];
  readonly windows: readonly WindowRun[];
  readonly doses: readonly DosesRun[];
  readonly directions: readonly DirectionsRun[];
}

/** As a build has them. */
export const buildOf = ({ descents, windows, doses, directions }: EdgeExample) => ({
  edge: descents,
  oscillation: windows,
  'oscillation-doses': doses,
  'oscillation-directions': directions,
});

/** Two seeds of every network at its edge, whose slices and oscillations are known in closed form. */
export function exampleEdge(
  slice: KnownSlice = subquadratic,
  contest: ContestExample = { centralFlow: 1.01, evenCycle: 7 },
  vanishing = 1e-12,
): EdgeExample {
  const seeds = [0, 1];
  return {
    descents: seeds.flatMap((seed) => [
      ...edgeRates.map((rate) =>
        descent(
          rateName(rate),
          seed,
          { learningRate: rate, at: 1.02 },
          rate === slicedRate ? slice : undefined,
        ),
      ),
      descent('tanh4-small-rate', seed, { learningRate: 0.02, at: 0.3 }),
      descent('linear', seed, { learningRate: 0.3, at: 0.5 }, quadratic),
      descent('deep-linear', seed, { learningRate: 0.3, at: 1.03 }, quadratic),
      descent('cross-entropy', seed, { learningRate: 0.5, at: 0.6 }),
    ]),
    windows: [0, 1, 2].map((seed) => window(contestName('odd', 0.1), seed, contest)),
    doses: seeds.map((seed) => doses(seed, vanishing)),
    directions: [0.3, 0.5].flatMap((rate) => seeds.map((seed) => directions(rate, seed))),
  };
}
