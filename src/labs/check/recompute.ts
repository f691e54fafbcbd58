import { linearise, lossesAlong, type NetworkModel, type Samples } from '../../math/network.ts';
import { dot, norm, plus } from '../../math/vector.ts';

/** Indices 0 … count − 1 so that each stretch of the order is spread over the whole: 0, ½, ¼, ¾, … */
export function coarseToFine(count: number): number[] {
  const order = new Set<number>();
  for (let step = 2 ** Math.ceil(Math.log2(Math.max(count, 1))); step >= 1; step /= 2)
    for (let i = 0; i < count; i += step) order.add(i);
  return [...order];
}

/** t ↦ loss in float64 at centre + t·direction. */
export function lossAlong(
  model: NetworkModel,
  samples: Samples,
  centre: Float64Array,
  direction: Float64Array,
): (t: number) => number {
  const losses = lossesAlong(model, samples, centre, direction);
  return (t) => losses(t).reduce((sum, value) => sum + value, 0) / samples.n;
}

/** |a − b| / |b|. */
export const relativeDifference = (recomputed: number, published: number): number =>
  Math.abs(recomputed - published) / Math.max(Math.abs(published), Number.MIN_VALUE);

export interface RecomputedEigenpair {
  /** vᵀHv. */
  readonly value: number;
  /** ‖Hv − λv‖/|λ| with the published λ. */
  readonly residual: number;
  /** Hv. */
  readonly product: Float64Array;
}

/** One exact Hessian-vector product at the centre against a published eigenvalue. */
export function recomputeEigenpair(
  model: NetworkModel,
  samples: Samples,
  centre: Float64Array,
  direction: Float64Array,
  published: number,
): RecomputedEigenpair {
  const product = linearise(model, samples, centre).hessianVectorProduct(direction);
  return {
    value: dot(direction, product),
    residual: norm(plus(product, -published, direction)) / Math.abs(published),
    product,
  };
}
