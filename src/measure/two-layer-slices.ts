import { mean } from '../math/statistics.ts';
import { logSpaced, symmetrisedRise } from '../math/growth.ts';
import { gaussianVector, type Random } from '../math/random.ts';
import { twoLayerLoss, twoLayerSlice, weightCount, type TwoLayerProblem } from '../math/two-layer-network.ts';
import { unit } from '../math/vector.ts';

/** Independent directions, uniform on the sphere, whose entries float32 holds. */
export const weightDirections = (problem: TwoLayerProblem, count: number, source: Random): Float64Array[] =>
  Array.from({ length: count }, () =>
    Float64Array.from(Float32Array.from(unit(gaussianVector(weightCount(problem), source)))),
  );

/**
 * Distances that take in the scales of all magnitudes: z = mt/√dimension from 10⁻³ for the largest to 100 for the
 * smallest, since a unit direction moves a pre-activation by that much.
 */
export function distancesFor(problem: TwoLayerProblem, magnitudes: readonly number[]): number[] {
  const size = Math.sqrt(weightCount(problem));
  return logSpaced((1e-3 * size) / Math.max(...magnitudes), (1e2 * size) / Math.min(...magnitudes), 20);
}

/** Symmetrised rise of the loss, averaged over directions. */
export function averagedRise(
  problem: TwoLayerProblem,
  centre: Float64Array,
  directions: readonly Float64Array[],
  t: readonly number[],
): number[] {
  const loss = twoLayerLoss(problem, centre);
  const back = t.map((distance) => -distance);
  const rises = directions.map((direction) =>
    symmetrisedRise(
      twoLayerSlice(problem, centre, direction, t),
      twoLayerSlice(problem, centre, direction, back),
      loss,
    ),
  );
  return t.map((_, i) => mean(rises, (rise) => rise[i]));
}
