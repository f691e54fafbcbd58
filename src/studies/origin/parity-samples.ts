import type { Dataset } from '../../data/dataset.ts';
import { projections, type BinarySamples } from '../../math/logistic.ts';

/** Odd classes against even ones. */
export const paritySamples = ({ n, d, x, y }: Dataset): BinarySamples => ({
  n,
  d,
  x: Float64Array.from(x),
  sign: Float64Array.from(y, (label) => (label === 1 ? 1 : -1)),
});

/**
 * A logistic regression w as a network of two outputs −½w·x and ½w·x with cross-entropy, flat as W0, b0; both have the
 * same loss. The biases stay 0: the pixels have mean 0.
 */
export function pairedOutputs(w: Float64Array): Float64Array {
  const parameters = new Float64Array(2 * (w.length + 1));
  w.forEach((value, j) => parameters.set([-0.5 * value, 0.5 * value], 2 * j));
  return parameters;
}

/** Rate at which the difference of the two outputs grows along a direction, for each sample [n]. */
export const pairedProjections = (samples: BinarySamples, direction: Float64Array): Float64Array =>
  projections(
    samples,
    Float64Array.from({ length: samples.d }, (_, j) => direction[2 * j + 1] - direction[2 * j]),
  );
