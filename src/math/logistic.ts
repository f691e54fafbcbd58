import { softplus } from './activations.ts';
import { solvePositiveDefinite } from './cholesky.ts';
import { multiplyTransposedLeft } from './matrix.ts';
import { plainProducts } from './products/products.ts';
import { dot, norm, plus } from './vector.ts';

/** Binary classification without bias: rows x_i [n, d], row-major, and signs y_i = ±1 [n]. */
export interface BinarySamples {
  readonly n: number;
  readonly d: number;
  readonly x: Float64Array;
  readonly sign: Float64Array;
}

/** ln(1 + e^{−m}): the logistic loss of a sample with margin m. */
const logisticLoss = (margin: number): number => softplus(-margin);

const sigmoid = (z: number): number => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)));

/** x_i·v for each sample [n]. */
export function projections({ n, d, x }: BinarySamples, v: Float64Array): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => dot(x.subarray(i * d, (i + 1) * d), v));
}

/** y_i x_i·w for each sample [n]. */
export const margins = (samples: BinarySamples, w: Float64Array): Float64Array =>
  projections(samples, w).map((value, i) => samples.sign[i] * value);

const meanLoss = (samples: BinarySamples, w: Float64Array): number =>
  margins(samples, w).reduce((sum, margin) => sum + logisticLoss(margin), 0) / samples.n;

function gradient(samples: BinarySamples, w: Float64Array): Float64Array {
  const { n, d, x, sign } = samples;
  const slopes = margins(samples, w).map((margin, i) => (-sign[i] * sigmoid(-margin)) / n);
  return multiplyTransposedLeft(x, slopes, n, d, 1);
}

/** ∇²L [d, d]: Σ_i s(m_i) s(−m_i) x_i x_iᵀ / n. */
export function logisticHessian(
  samples: BinarySamples,
  w: Float64Array,
  products = plainProducts,
): Float64Array {
  const { n, d, x } = samples;
  const curvatures = margins(samples, w).map((margin) => (sigmoid(margin) * sigmoid(-margin)) / n);
  const weighted = x.map((value, i) => curvatures[Math.floor(i / d)] * value);
  return products.multiplyTransposedLeft(x, weighted, n, d, d);
}

/** What Newton's method ended at; `loss` and `gradientNorm` are those of the mean over samples. */
interface LogisticMinimum {
  readonly status: 'converged' | 'unconverged';
  readonly w: Float64Array;
  readonly loss: number;
  readonly gradientNorm: number;
  readonly iterations: number;
}

/** Added to the diagonal: pixels that are the same in all samples leave the Hessian singular. */
const damping = 1e-9;

/** The largest step that lowers the loss by a part of what its slope promises (Armijo's rule), halving from 1. */
function lineSearch(
  samples: BinarySamples,
  w: Float64Array,
  step: Float64Array,
  slope: number,
): Float64Array {
  const before = meanLoss(samples, w);
  for (let size = 1; size > 1e-6; size /= 2) {
    const next = plus(w, size, step);
    if (meanLoss(samples, next) <= before + 1e-4 * size * slope) return next;
  }
  return w;
}

/**
 * The minimum of the mean logistic loss by damped Newton steps (Nocedal and Wright 2006); unconverged where the samples
 * are separable.
 */
export function logisticMinimum(
  samples: BinarySamples,
  { tolerance = 1e-6, maxIterations = 60, products = plainProducts } = {},
): LogisticMinimum {
  let w: Float64Array = new Float64Array(samples.d);
  for (let iterations = 0; ; iterations++) {
    const slope = gradient(samples, w);
    const gradientNorm = norm(slope);
    if (gradientNorm <= tolerance || iterations === maxIterations) {
      const status = gradientNorm <= tolerance ? 'converged' : 'unconverged';
      return { status, w, loss: meanLoss(samples, w), gradientNorm, iterations };
    }
    const hessian = logisticHessian(samples, w, products);
    for (let j = 0; j < samples.d; j++) hessian[j * samples.d + j] += damping;
    const step = solvePositiveDefinite(hessian, slope).map((value) => -value);
    const next = lineSearch(samples, w, step, dot(step, slope));
    // Close to the minimum the loss no longer resolves a step that the gradient still asks for.
    w = next === w ? plus(w, 1, step) : next;
  }
}

/** Symmetrised rise of the mean logistic loss at distances t, from margins and projections [n]. */
export function logisticRise(margin: Float64Array, projection: Float64Array, t: readonly number[]): number[] {
  return t.map((distance) => {
    let sum = 0;
    margin.forEach((m, i) => {
      const shift = distance * projection[i];
      sum += 0.5 * (logisticLoss(m + shift) + logisticLoss(m - shift)) - logisticLoss(m);
    });
    return sum / margin.length;
  });
}
