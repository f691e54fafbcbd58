import type { HessianVectorProduct } from '../../math/checked-product.ts';
import type { Loss } from '../../math/loss.ts';
import { gaussianVector, random, sampleWithoutReplacement } from '../../math/random.ts';
import { deviation, mean } from '../../math/statistics.ts';
import { dot } from '../../math/vector.ts';
import { warmEigenpairs } from '../../math/warm-lanczos.ts';
import type { Training } from './options.ts';
import type { Report } from './schema.ts';

type Edge = NonNullable<Report['edge']>;

/** Batches over which the batch sharpness is a mean. */
const batches = 32;

/**
 * Above it an optimiser is unstable on a quadratic of this curvature: 2/η for gradient descent, 2(1+β)/η for heavy ball, 38/η
 * for Adam with β₁ = 0.9, of the preconditioned Hessian (Cohen et al. 2021 and 2022).
 */
export function thresholdOf({ learningRate, optimizer, parameter = 0 }: Training): number {
  if (optimizer === 'adam') return 38 / learningRate;
  return (2 * (optimizer === 'momentum' ? 1 + parameter : 1)) / learningRate;
}

/** Largest eigenvalue of P^(−½) H P^(−½), P the diagonal preconditioner. */
function preconditionedSharpness(
  product: HessianVectorProduct,
  preconditioner: Float64Array,
  seed: number,
): number {
  const root = preconditioner.map((value) => 1 / Math.sqrt(value));
  const scaledBy = (v: Float64Array) => v.map((value, i) => root[i] * value);
  const start = gaussianVector(root.length, random(seed, 'Lanczos start of Adam'));
  const search = { count: 1, stop: { residual: 1e-3 }, maxProducts: 300 };
  return warmEigenpairs((v) => scaledBy(product(scaledBy(v))), [start], search).eigenpairs[0].value;
}

/**
 * Batch sharpness: mean over batches of gᵀHg/‖g‖² with the gradient g and the Hessian H of the same batch (Andreyev and
 * Beneventano 2024), with its standard error; null where a batch has no gradient.
 */
function batchSharpness(
  batchLoss: (indices: readonly number[]) => Loss,
  point: Float64Array,
  { samples, size, seed }: { readonly samples: number; readonly size: number; readonly seed: number },
): { readonly measured: number; readonly error: number } | null {
  const source = random(seed, 'batches');
  const curvatures = Array.from({ length: batches }, () => {
    const loss = batchLoss(sampleWithoutReplacement(samples, size, source));
    const { gradient } = loss.valueAndGradient(point);
    return dot(gradient, loss.hessian(point)(gradient)) / dot(gradient, gradient);
  });
  // A batch without a gradient has no curvature along it.
  if (!curvatures.every(Number.isFinite)) return null;
  return { measured: mean(curvatures), error: deviation(curvatures) / Math.sqrt(batches) };
}

/** What is known at the point. */
interface AtPoint {
  readonly loss: Loss;
  readonly point: Float64Array;
  readonly product: HessianVectorProduct;
  /** null where no eigenvalue was searched. */
  readonly sharpness: number | null;
  readonly seed: number;
}

/** How far an optimiser is from its edge; null where what it asks for is not known. */
export function edgeOf(training: Training, { loss, point, product, sharpness, seed }: AtPoint): Edge | null {
  const { learningRate, optimizer, parameter, preconditioner, batchLoss } = training;
  const threshold = thresholdOf(training);
  const edge = (quantity: Edge['quantity'], measured: number, error: number | null = null): Edge => ({
    ...{ learningRate, threshold, ratio: measured / threshold, optimizer, parameter: parameter ?? null },
    ...{ quantity, measured, error },
  });
  if (optimizer === 'adam')
    return preconditioner
      ? edge('preconditioned sharpness', preconditionedSharpness(product, preconditioner, seed))
      : null;
  if (optimizer === 'sgd') {
    if (!batchLoss || parameter === undefined) return null;
    const size = Math.min(parameter, loss.samples);
    const found = batchSharpness(batchLoss, point, { samples: loss.samples, size, seed });
    return found && edge('batch sharpness', found.measured, found.error);
  }
  return sharpness === null ? null : edge('sharpness', sharpness);
}
