import type { Tensor, Tensor4D } from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { compile } from '../../src/engine/compile/compile.ts';
import { grad } from '../../src/engine/derivatives.ts';
import { native } from './native.ts';

describe.skipIf(!native)('at a kink', () => {
  const tf = native?.tf as NonNullable<typeof native>['tf'];

  /** The gradient of Σ fn(x) at x, in float64. */
  const slopes = (fn: (x: Tensor) => Tensor, x: readonly number[], shape: readonly number[] = [x.length]) => {
    using graph = compile((at: Tensor) => grad((one: Tensor) => tf.sum(fn(one)))(at), [{ shape }], {
      precision: 'float64',
    });
    using result = graph(Float64Array.from(x));
    return [...result.data()];
  };

  test.each<[string, (x: Tensor) => Tensor, readonly number[], readonly number[]]>([
    ['relu is 0', (x) => tf.relu(x), [-1, 0, 1], [0, 0, 1]],
    ['relu6 is 0', (x) => tf.relu6(x), [-1, 0, 3, 6, 7], [0, 0, 1, 0, 0]],
    ['leakyRelu is α', (x) => tf.leakyRelu(x, 0.25), [-1, 0, 1], [0.25, 0.25, 1]],
    ['elu is 1', (x) => tf.elu(x), [0, 1], [1, 1]],
    ['selu is λ', (x) => tf.selu(x), [0, 1], [1.0507009873554805, 1.0507009873554805]],
    ['abs is 0', (x) => tf.abs(x), [-2, 0, 2], [-1, 0, 1]],
    ['prelu is the mean of both sides', (x) => tf.prelu(x, tf.scalar(0.5)), [-1, 0, 1], [0.5, 0.25, 1]],
    ['clipByValue is ½', (x) => tf.clipByValue(x, -1, 1), [-2, -1, 0, 1, 2], [0, 0.5, 1, 0.5, 0]],
    ['maximum is half of each', (x) => tf.maximum(x, tf.scalar(1)), [0, 1, 2], [0, 0.5, 1]],
    ['minimum is half of each', (x) => tf.minimum(x, tf.scalar(1)), [0, 1, 2], [1, 0.5, 0]],
    ['mod is that from above', (x) => tf.mod(x, tf.scalar(2)), [-2, 1, 2], [1, 1, 1]],
    [
      'floor, ceil, round, sign and step are constant',
      (x) => tf.addN([tf.floor(x), tf.ceil(x), tf.round(x), tf.sign(x), tf.step(x)]),
      [-1, 0, 0.5, 2],
      [0, 0, 0, 0],
    ],
    ['x² is 2x, as a power too', (x) => tf.pow(x, tf.scalar(2)), [-1, 0, 2], [-2, 0, 4]],
    ['x¹ is 1, at 0 too', (x) => tf.pow(x, tf.scalar(1)), [-1, 0, 2], [1, 1, 1]],
    ['the maximum of several is shared', (x) => tf.max(x), [3, 1, 3, 2], [0.5, 0, 0.5, 0]],
    ['the minimum of several is shared', (x) => tf.min(x), [1, 1, 3, 1], [1 / 3, 1 / 3, 0, 1 / 3]],
    ['a product with one zero', (x) => tf.prod(x), [2, 0, 3], [0, 6, 0]],
    ['a product with two zeros', (x) => tf.prod(x), [0, 0, 3], [0, 0, 0]],
    ['logSumExp of equal numbers', (x) => tf.logSumExp(x), [1, 1, 1, 1], [0.25, 0.25, 0.25, 0.25]],
  ])('%s', (_what, fn, x, expected) => {
    slopes(fn, x).forEach((slope, i) => expect(slope).toBeCloseTo(expected[i], 14));
  });

  test('of the pool’s equal entries the first is taken', () => {
    const pool = (x: Tensor) => tf.maxPool(x as Tensor4D, 2, 2, 'valid');
    expect(slopes(pool, [5, 5, 5, 5], [1, 2, 2, 1])).toEqual([1, 0, 0, 0]);
  });

  test('a power has no derivative by an exponent whose base is not positive', () => {
    const power = (p: Tensor) => tf.pow(tf.tensor1d([0, 2]), p);
    expect(slopes(power, [2, 2])).toEqual([0, expect.closeTo(4 * Math.log(2), 14)]);
  });
});
