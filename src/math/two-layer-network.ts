import { activations, type Activation } from './activations.ts';
import { solvePositiveDefinite } from './cholesky.ts';
import { leastSquaresMinimum, type LeastSquaresMinimum, type Residuals } from './least-squares.ts';
import { multiply, multiplyTransposedLeft, transpose } from './matrix.ts';
import { gaussianVector, type Random } from './random.ts';
import { unit } from './vector.ts';

/** f(x; W) = Σ_i a_i σ(w_i·x) with fixed output weights a, and weighted samples of squared error. */
export interface TwoLayerProblem {
  readonly activation: Activation;
  /** a [hidden]. */
  readonly outputWeights: Float64Array;
  readonly n: number;
  readonly d: number;
  /** [n, d], row-major. */
  readonly x: Float64Array;
  /** [n] */
  readonly targets: Float64Array;
  /** Weight of each sample in the loss [n]; they sum to 1. */
  readonly weights: Float64Array;
}

/** Output weights ±1/√hidden with random signs, so that |a| = 1. */
export const signedOutputs = (hidden: number, source: Random): Float64Array =>
  Float64Array.from({ length: hidden }, () => (source.uniform() < 0.5 ? -1 : 1) / Math.sqrt(hidden));

/** Samples [n, d] of the given norms in independent directions, uniform on the sphere. */
export function samplesOfNorms(norms: readonly number[], d: number, source: Random): Float64Array {
  const x = new Float64Array(norms.length * d);
  norms.forEach((norm, j) => {
    const direction = unit(gaussianVector(d, source));
    direction.forEach((value, p) => (x[j * d + p] = norm * value));
  });
  return x;
}

const hiddenOf = ({ outputWeights }: TwoLayerProblem) => outputWeights.length;

/** A loss at which every target counts as reproduced: what rounding of the pre-activations leaves. */
const interpolationTolerance = 1e-18;

/** Number of trained weights; W has the shape [d, hidden], row-major, here and below. */
export const weightCount = (problem: TwoLayerProblem): number => problem.d * hiddenOf(problem);

/** w_i·x_j for all samples and units [n, hidden]. */
const preactivations = (problem: TwoLayerProblem, w: Float64Array): Float64Array =>
  multiply(problem.x, w, problem.n, problem.d, hiddenOf(problem));

/** ½Σ_j w_j (f(x_j) − y_j)² from pre-activations z + t·rate. */
function lossAt(problem: TwoLayerProblem, z: Float64Array, rate: Float64Array, t: number): number {
  const { outputWeights, targets, weights, n } = problem;
  const { value } = activations[problem.activation];
  const h = outputWeights.length;
  let loss = 0;
  for (let j = 0; j < n; j++) {
    let residual = -targets[j];
    for (let i = 0; i < h; i++) residual += outputWeights[i] * value(z[j * h + i] + t * rate[j * h + i]);
    loss += 0.5 * weights[j] * residual * residual;
  }
  return loss;
}

/** The loss at W. */
export function twoLayerLoss(problem: TwoLayerProblem, w: Float64Array): number {
  const z = preactivations(problem, w);
  return lossAt(problem, z, z, 0);
}

/** Losses at W + tΔ for each t. */
export function twoLayerSlice(
  problem: TwoLayerProblem,
  w: Float64Array,
  direction: Float64Array,
  t: readonly number[],
): number[] {
  const [z, rate] = [preactivations(problem, w), preactivations(problem, direction)];
  return t.map((distance) => lossAt(problem, z, rate, distance));
}

/** Residuals √w_j (f(x_j) − y_j), whose ½Σr² is the loss, with their Jacobian [n, d·hidden]. */
export function twoLayerResiduals(problem: TwoLayerProblem, w: Float64Array): Residuals {
  const { outputWeights, targets, weights, n, d, x } = problem;
  const { value, first } = activations[problem.activation];
  const h = outputWeights.length;
  const z = preactivations(problem, w);
  const values = new Float64Array(n);
  const jacobian = new Float64Array(n * d * h);
  for (let j = 0; j < n; j++) {
    const size = Math.sqrt(weights[j]);
    let output = 0;
    for (let i = 0; i < h; i++) {
      output += outputWeights[i] * value(z[j * h + i]);
      const slope = size * outputWeights[i] * first(z[j * h + i]);
      for (let p = 0; p < d; p++) jacobian[(j * d + p) * h + i] = slope * x[j * d + p];
    }
    values[j] = size * (output - targets[j]);
  }
  return { values, jacobian };
}

/** ∇L(W) [d, hidden]. */
export function twoLayerGradient(problem: TwoLayerProblem, w: Float64Array): Float64Array {
  const { outputWeights, targets, weights, n, d, x } = problem;
  const { value, first } = activations[problem.activation];
  const h = outputWeights.length;
  const z = preactivations(problem, w);
  /** ∂L/∂z [n, hidden]. */
  const slopes = new Float64Array(n * h);
  for (let j = 0; j < n; j++) {
    let residual = -targets[j];
    for (let i = 0; i < h; i++) residual += outputWeights[i] * value(z[j * h + i]);
    for (let i = 0; i < h; i++)
      slopes[j * h + i] = weights[j] * residual * outputWeights[i] * first(z[j * h + i]);
  }
  return multiplyTransposedLeft(x, slopes, n, d, h);
}

/** Weights with which the network reproduces every target, by steps that are short in the weights, from `start`. */
export const interpolateByWeights = (problem: TwoLayerProblem, start: Float64Array): LeastSquaresMinimum =>
  leastSquaresMinimum((w) => twoLayerResiduals(problem, w), start);

/** The smallest weights W [d, hidden] with pre-activations z [n, hidden], for n ≤ d independent samples: X⁺z. */
export function weightsOfPreactivations(problem: TwoLayerProblem, z: Float64Array): Float64Array {
  const { n, d, x } = problem;
  const h = hiddenOf(problem);
  const gram = multiply(x, transpose(x, n, d), n, d, n);
  const w = new Float64Array(d * h);
  for (let i = 0; i < h; i++) {
    const multipliers = solvePositiveDefinite(
      gram,
      Float64Array.from({ length: n }, (_, j) => z[j * h + i]),
    );
    for (let p = 0; p < d; p++) for (let j = 0; j < n; j++) w[p * h + i] += multipliers[j] * x[j * d + p];
  }
  return w;
}

/** z_j − the shortest steps in z that make Σ_i a_i σ(z_ji) = y_j, for one sample after the other. */
function solvedPreactivations(problem: TwoLayerProblem, start: Float64Array) {
  const { outputWeights: a, targets } = problem;
  const { value, first } = activations[problem.activation];
  const h = a.length;
  const minima = Array.from(targets, (target, j) =>
    leastSquaresMinimum(
      (z) => ({
        values: Float64Array.of(a.reduce((sum, weight, i) => sum + weight * value(z[i]), -target)),
        jacobian: a.map((weight, i) => weight * first(z[i])),
      }),
      start.subarray(j * h, (j + 1) * h),
    ),
  );
  const z = new Float64Array(start.length);
  minima.forEach(({ parameters }, j) => z.set(parameters, j * h));
  return { z, iterations: Math.max(...minima.map(({ iterations }) => iterations)) };
}

/**
 * Weights with which the network reproduces every target, by steps that are short in the pre-activations: however
 * large a sample is, its units leave their start no further than they must. Samples must be independent, n ≤ d.
 */
export function interpolateByPreactivations(
  problem: TwoLayerProblem,
  start: Float64Array,
): LeastSquaresMinimum {
  const { z, iterations } = solvedPreactivations(problem, preactivations(problem, start));
  const parameters = weightsOfPreactivations(problem, z);
  const cost = twoLayerLoss(problem, parameters);
  const status = cost <= interpolationTolerance ? 'converged' : 'unconverged';
  return { status, parameters, cost, iterations };
}
