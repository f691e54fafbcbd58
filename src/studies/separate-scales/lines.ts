import type { TrainingLoss } from '../../engine/engine.ts';
import { countMinima } from '../../math/minima.ts';
import { plus } from '../../math/vector.ts';
import { roundedDirection, scalesOf, type RoundedDirection } from '../../measure/averaged-scales.ts';
import type { SliceRecord } from '../../measure/network-schemas.ts';
import { riseOf } from '../../measure/slice-growth.ts';
import type { Trained } from '../../measure/training.ts';
import { minimumNoise, type LineRecord } from './schema.ts';

/**
 * Directions that gradient descent itself took: from the point after settling back to the last iterate at the large
 * learning rate, along the gradient, and along the oscillation δ = (2θ₁ − θ₀ − θ₂)/4 at the large learning rate.
 */
export function trajectoryLines(
  loss: TrainingLoss,
  { parameters, gradient }: Trained,
  settledFrom: Float64Array,
  learningRate: number,
): RoundedDirection[] {
  const [first, second] = loss.trajectory(settledFrom, { learningRate, steps: 2 }).iterates;
  const oscillation = first.map((value, i) => (2 * value - settledFrom[i] - second[i]) / 4);
  return [
    roundedDirection('large-rate-iterate', plus(settledFrom, -1, parameters)),
    roundedDirection('gradient', gradient),
    roundedDirection('oscillation', oscillation),
  ];
}

/** Minima and scales along one line through the centre. */
export function measureLine(slice: SliceRecord, centreLoss: number): LineRecord {
  const half = slice.t.length / 2;
  const ordered = [...slice.loss.slice(0, half), centreLoss, ...slice.loss.slice(half)];
  const { t, f } = riseOf(slice, centreLoss);
  return {
    direction: slice.direction,
    minima: countMinima(ordered, minimumNoise(centreLoss)),
    ...scalesOf(t, f, centreLoss),
  };
}
