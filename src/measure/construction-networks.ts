import { mean } from '../math/statistics.ts';
import type { Activation } from '../math/activations.ts';
import type { Magnitudes } from '../math/magnitudes.ts';
import { gaussianVector, type Random } from '../math/random.ts';
import {
  samplesOfNorms,
  signedOutputs,
  twoLayerSlice,
  weightCount,
  type TwoLayerProblem,
} from '../math/two-layer-network.ts';

/** Size of the networks that the construction is measured on. */
export interface ConstructionSize {
  readonly hidden: number;
  readonly inputs: number;
  /** Samples of each separate magnitude, in directions of their own. */
  readonly samples: number;
  /** Directions Δ that a slice is averaged over. */
  readonly directions: number;
}

/** A network whose targets are all 0: W = 0 is a minimum. Each magnitude is one sample, in a direction of its own. */
export function zeroTeacher(
  activation: Activation,
  { values, weights }: Magnitudes,
  { hidden, inputs }: Pick<ConstructionSize, 'hidden' | 'inputs'>,
  source: Random,
): TwoLayerProblem {
  const n = values.length;
  return {
    activation,
    outputWeights: signedOutputs(hidden, source),
    n,
    d: inputs,
    x: samplesOfNorms(values, inputs, source),
    targets: new Float64Array(n),
    weights: Float64Array.from(weights),
  };
}

/** L(tΔ), averaged over directions Δ with independent standard normal entries. */
export function averagedSlice(
  problem: TwoLayerProblem,
  t: readonly number[],
  directions: number,
  source: Random,
): number[] {
  const origin = new Float64Array(weightCount(problem));
  const slices = Array.from({ length: directions }, () =>
    twoLayerSlice(problem, origin, gaussianVector(origin.length, source), t),
  );
  return t.map((_, i) => mean(slices, (slice) => slice[i]));
}
