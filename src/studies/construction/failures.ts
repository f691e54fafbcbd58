import { growthExponents, logSpaced } from '../../math/growth.ts';
import { separatedMagnitudes, type Magnitudes } from '../../math/magnitudes.ts';
import { gaussianVector, random } from '../../math/random.ts';
import { detectScales } from '../../math/scale-detector.ts';
import { averageLoss, stretchedLoss, unitProfile } from '../../math/two-layer.ts';
import { twoLayerGradient, twoLayerLoss, weightCount } from '../../math/two-layer-network.ts';
import { dot, plus } from '../../math/vector.ts';
import { averagedSlice, zeroTeacher, type ConstructionSize } from '../../measure/construction-networks.ts';
import type { FailuresRecord } from './schema.ts';

/** Three magnitudes that are clearly apart. */
const magnitudes: Magnitudes = separatedMagnitudes(3, 100);

function measureRelu(size: ConstructionSize, seed: number): FailuresRecord['relu'] {
  const source = random(seed, 'relu');
  const t = logSpaced(1e-7, 1e2, 20);
  const f = averagedSlice(zeroTeacher('relu', magnitudes, size, source), t, size.directions, source);
  const p = growthExponents(t, f);
  return { t, p, count: detectScales(t, f).count, deviation: Math.max(...p.map((one) => Math.abs(one - 2))) };
}

function measureSine(): FailuresRecord['sine'] {
  const t = logSpaced(1e-6, 1e2, 20);
  const single = stretchedLoss(unitProfile(Math.sin), magnitudes, t);
  const average = averageLoss('sin', [1], magnitudes, t);
  return {
    t,
    single,
    average,
    singleCount: detectScales(t, single).count,
    averageCount: detectScales(t, average).count,
  };
}

const stageSteps = 400;
const recordEvery = 5;

/** η as a part of the edge 2/L″(0) of each scale, as in the staircase of one dimension. */
const shareOfEdge = 0.8;

/** Losses every few steps of one stage after the other, the first at the start. */
function descend<State>(
  start: State,
  rates: readonly number[],
  step: (state: State, rate: number) => State,
  loss: (state: State) => number,
): number[] {
  let state = start;
  const losses = [loss(state)];
  for (const rate of rates)
    for (let i = 1; i <= stageSteps; i++) {
      state = step(state, rate);
      if (i % recordEvery === 0) losses.push(loss(state));
    }
  return losses;
}

const stages = (curvatures: readonly number[]) =>
  curvatures.map((curvature) => (2 * shareOfEdge) / curvature);

/** The network from weights of size one, where all but the smallest samples are saturated. */
function networkLosses(size: ConstructionSize, seed: number): { rates: number[]; losses: number[] } {
  const source = random(seed, 'staircase');
  const problem = zeroTeacher('tanh', magnitudes, size, source);
  const { outputWeights, weights } = problem;
  // At W = 0 the Hessian of one sample has the single eigenvalue w m² |a|².
  const rates = stages(
    magnitudes.values.map((m, k) => weights[k] * m * m * dot(outputWeights, outputWeights)),
  );
  const start: Float64Array = gaussianVector(weightCount(problem), source);
  const losses = descend(
    start,
    rates,
    (w, rate) => plus(w, -rate, twoLayerGradient(problem, w)),
    (w) => twoLayerLoss(problem, w),
  );
  return { rates, losses };
}

/** The staircase of one dimension: the same construction with the profile √(1+z²) − 1, whose slope does not vanish. */
function unsaturatedLosses(): number[] {
  const [values, weights] = [
    [1, 1e3, 1e6],
    [1, 1e-4, 1e-8],
  ];
  const root = (z: number) => Math.sqrt(1 + z * z);
  return descend(
    8,
    stages(values.map((m, k) => weights[k] * m * m)),
    (x, rate) => x - rate * values.reduce((sum, m, k) => sum + (weights[k] * m * m * x) / root(m * x), 0),
    (x) => values.reduce((sum, m, k) => sum + (weights[k] * (m * x) ** 2) / (1 + root(m * x)), 0),
  );
}

function measureStaircase(size: ConstructionSize, seed: number): FailuresRecord['staircase'] {
  const { rates, losses } = networkLosses(size, seed);
  return {
    learningRates: rates,
    stageSteps,
    step: losses.map((_, i) => i * recordEvery),
    network: losses,
    unsaturated: unsaturatedLosses(),
  };
}

export const measureFailures = (size: ConstructionSize, seed: number): FailuresRecord => ({
  magnitudes: [...magnitudes.values],
  relu: measureRelu(size, seed),
  sine: measureSine(),
  staircase: measureStaircase(size, seed),
});
