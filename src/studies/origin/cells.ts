import { growthExponents } from '../../math/growth.ts';
import {
  fittedExponent,
  powerLawMagnitudes,
  separatedMagnitudes,
  type Magnitudes,
} from '../../math/magnitudes.ts';
import { gaussianVector, random, type Random } from '../../math/random.ts';
import { detectScales } from '../../math/scale-detector.ts';
import { symmetricEigen } from '../../math/symmetric-eigen.ts';
import {
  interpolateByPreactivations,
  samplesOfNorms,
  signedOutputs,
  twoLayerGradient,
  twoLayerResiduals,
  weightsOfPreactivations,
  type TwoLayerProblem,
} from '../../math/two-layer-network.ts';
import { dot, norm, plus, unit } from '../../math/vector.ts';
import { averagedRise, distancesFor, weightDirections } from '../../measure/two-layer-slices.ts';
import type { CellRecord, OriginModel, OriginSpread } from './schema.ts';

/** All magnitudes lie from 1 to this. */
const largest = 1e4;

/** Magnitudes of the samples with their weights, for about as many samples in each spread. */
function magnitudesOf(spread: OriginSpread): Magnitudes {
  const many = { from: 1, to: largest, perDecade: 11 };
  switch (spread) {
    case 'one':
      return repeated(separatedMagnitudes(1, 1), 45);
    case 'three':
      return repeated(separatedMagnitudes(3, Math.sqrt(largest)), 15);
    case 'log-uniform':
      return powerLawMagnitudes(1, many);
    case 'density':
      return powerLawMagnitudes(2, many);
  }
}

const repeated = ({ values, weights }: Magnitudes, times: number): Magnitudes => ({
  values: values.flatMap((value) => Array<number>(times).fill(value)),
  weights: weights.flatMap((weight) => Array<number>(times).fill(weight / times)),
});

export interface OriginSize {
  readonly hidden: number;
  readonly inputs: number;
  readonly directions: number;
}

function problemOf(
  model: OriginModel,
  { values, weights }: Magnitudes,
  { hidden, inputs }: OriginSize,
  source: Random,
): TwoLayerProblem {
  const n = values.length;
  return {
    activation: model === 'linear' ? 'identity' : 'tanh',
    outputWeights: signedOutputs(hidden, source),
    n,
    d: inputs,
    x: samplesOfNorms(values, inputs, source),
    targets: gaussianVector(n, source),
    weights: Float64Array.from(weights),
  };
}

/** Largest eigenvalue of the Hessian where all residuals are 0, where it is JᵀJ, with its eigenvector. */
function sharpest(problem: TwoLayerProblem, w: Float64Array): { value: number; vector: Float64Array } {
  const { jacobian } = twoLayerResiduals(problem, w);
  const { n } = problem;
  const row = (j: number) => jacobian.subarray(j * w.length, (j + 1) * w.length);
  const kernel = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) kernel[i * n + j] = kernel[j * n + i] = dot(row(i), row(j));
  const { values, vectors } = symmetricEigen(kernel, n);
  const vector = new Float64Array(w.length);
  for (let j = 0; j < n; j++) row(j).forEach((value, q) => (vector[q] += vectors[0][j] * value));
  return { value: values[0], vector: unit(vector) };
}

/** The learning rate above the edge of stability, the steps of gradient descent there, and how far it starts. */
export const edgeDescent = { factor: 1.2, steps: 300, recordEvery: 5, start: 1e-6 } as const;

/** Bounded where the largest distance of the second half of the steps is less than this times that of the first. */
const growthAllowed = 10;

function descendAboveEdge(problem: TwoLayerProblem, minimum: Float64Array): CellRecord['edge'] {
  const { factor, steps, recordEvery, start } = edgeDescent;
  const { value, vector } = sharpest(problem, minimum);
  const rate = (2 * factor) / value;
  // A distance from the minimum that is small beside the finest scale.
  const scale = Math.sqrt(minimum.length) / largest;
  let w = plus(minimum, start * scale, vector);
  const distances: number[] = [norm(plus(w, -1, minimum))];
  for (let i = 1; i <= steps; i++) {
    w = plus(w, -rate, twoLayerGradient(problem, w));
    distances.push(norm(plus(w, -1, minimum)));
  }
  const [first, second] = [distances.slice(0, steps / 2), distances.slice(steps / 2)].map((half) =>
    half.every(Number.isFinite) ? Math.max(...half) : Infinity,
  );
  const recorded = distances.filter((_, i) => i % recordEvery === 0);
  return {
    factor,
    step: recorded.map((_, i) => i * recordEvery),
    distance: recorded.map((distance) => (Number.isFinite(distance) ? distance : null)),
    bounded: second < growthAllowed * first,
  };
}

/** One cell of the 2 x 2: a model on data of one spread, around a minimum that a second-order method found. */
export function measureCell(
  model: OriginModel,
  spread: OriginSpread,
  size: OriginSize,
  seed: number,
): CellRecord {
  const magnitudes = magnitudesOf(spread);
  // Both models see the same samples.
  const problem = problemOf(model, magnitudes, size, random(seed, `samples ${spread}`));
  const source = random(seed, `start and directions ${spread}`);
  const start = weightsOfPreactivations(problem, gaussianVector(problem.n * size.hidden, source));
  const minimum = interpolateByPreactivations(problem, start);
  if (minimum.status !== 'converged')
    throw new Error(`origin: no minimum of the ${model} model on ${spread} magnitudes, seed ${seed}`);
  const t = distancesFor(problem, magnitudes.values);
  const directions = weightDirections(problem, size.directions, source);
  const f = averagedRise(problem, minimum.parameters, directions, t);
  const { count, band } = detectScales(t, f);
  const perUnit = Math.sqrt(size.hidden * size.inputs);
  const between = [(10 * perUnit) / largest, perUnit / 10] as const;
  return {
    model,
    spread,
    loss: minimum.cost,
    t,
    f,
    p: growthExponents(t, f),
    scales: count,
    band: band?.decades ?? 0,
    slope: fittedExponent(t, f, spread === 'one' ? [t[0], t[20]] : between),
    edge: descendAboveEdge(problem, minimum.parameters),
  };
}
