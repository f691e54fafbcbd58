import type { Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { compile } from '../../src/engine/compile/compile.ts';
import { grad, jvp, stopGradient, valueAndGrad, vjp } from '../../src/engine/derivatives.ts';
import { modelLoss } from '../../src/engine/model-loss.ts';
import { networkModel } from '../../src/engine/models/network.ts';
import { native } from './native.ts';

const network = networkModel({ kind: 'mlp', layers: [3, 2], activation: 'tanh', loss: 'mse' });

describe.skipIf(!native)('derivatives refuse', () => {
  const tf = native?.tf as NonNullable<typeof native>['tf'];
  const compiled = (fn: (x: Tensor) => Tensor, shape: readonly number[] = [4]) => compile(fn, [{ shape }]);
  const gradient = (fn: (x: Tensor) => Tensor, shape?: readonly number[]) =>
    compiled((x) => grad((one: Tensor) => tf.sum(fn(one)))(x), shape);

  test('an op without a rule, with its shapes, the line that calls it and what can stand in for it', () => {
    expect(() => gradient((x) => tf.cumprod(x))).toThrow(
      /^Cumprod\(float32 \[4\], int32 \[\]\) at .*derivative-errors\.test\.ts:\d+:\d+: Cumprod has no rule for its derivative; use tf\.exp\(tf\.cumsum\(tf\.log\(x\)\)\)/,
    );
    expect(() => gradient((x) => tf.localResponseNormalization(x as Tensor4D), [1, 2, 2, 3])).toThrow(
      /LRN\(float32 \[1, 2, 2, 3\]\) at .*: LRN has no rule for its derivative; use tf\.avgPool of squares/,
    );
    expect(() => gradient((x) => tf.topk(x as Tensor1D, 2).values)).toThrow(/use tf\.gather by the indices/);
    expect(() => gradient((x) => tf.image.resizeBilinear(x as Tensor4D, [4, 4]), [1, 2, 2, 1])).toThrow(
      /use a matrix product with the weights of the pixels/,
    );
    expect(() =>
      gradient((x) => tf.dilation2d(x as Tensor4D, tf.zeros([2, 2, 1]), 1, 'same'), [1, 3, 3, 1]),
    ).toThrow(
      /Dilation2D has no rule for its derivative; write it with ops that have one \(docs\/derivatives\.md\)/,
    );
  });

  test('not what only passes through it as a constant', () => {
    using fixed = compiled((x) =>
      grad((one: Tensor) => tf.sum(tf.mul(one, stopGradient(tf.cumprod(one)))))(x),
    );
    expect([...fixed(Float32Array.of(1, 2, 3, 4)).dataSync()]).toEqual([1, 2, 6, 24]);
  });

  test('einsum’s diagonal', () => {
    expect(() => gradient((x) => tf.einsum('aa->a', x), [3, 3])).toThrow(
      'takes a diagonal; multiply by tf.eye',
    );
  });

  test('results that are not one number, points that are not numbers, and rates of another shape', () => {
    expect(() => compiled((x) => grad((one: Tensor) => one)(x))).toThrow(
      'that of one number, not of float32 [4]',
    );
    expect(() => compiled((x) => grad((one: Tensor) => tf.argMax(one))(x))).toThrow('not of int32 []');
    expect(() => compiled((x) => grad((one: Tensor) => tf.sum(one))(tf.cast(x, 'int32')))).toThrow(
      'a gradient is taken by numbers, not by int32 tensors',
    );
    expect(() => compiled((x) => jvp(tf.sin as (one: Tensor) => Tensor, x, tf.zeros([3])).rate)).toThrow(
      'the rate of a point has the shapes of the point',
    );
    expect(() => compiled((x) => vjp(tf.sin as (one: Tensor) => Tensor, x, tf.zeros([3])).pulled)).toThrow(
      'the cotangent of a value has its shape',
    );
  });

  test('to work outside of what is compiled', () => {
    expect(() => grad((x: Tensor) => tf.sum(x))(tf.zeros([2]))).toThrow(
      'a gradient is taken of a graph: call it inside a function that is given to compile()',
    );
    expect(() => valueAndGrad((x: Tensor) => tf.sum(x))(tf.zeros([2]))).toThrow('is taken of a graph');
  });

  test('a model whose losses are not one for each sample, or samples that do not fit it', () => {
    const numbers = (length: number) => new Float64Array(length);
    const data = { x: numbers(12), y: numbers(8) };
    const mean = {
      ...network,
      examples: (...words: Parameters<typeof network.examples>) => tf.mean(network.examples(...words)),
    };
    using loss = modelLoss(mean, data, 4);
    expect(() => loss.value(numbers(8))).toThrow('losses are one for each of 4 samples, not []');
    expect(() => modelLoss(network, data, 5)).toThrow('x [5, 3] takes 15 numbers for this network, not 12');
    expect(() => modelLoss(network, { x: numbers(12) }, 4)).toThrow('the model takes x, y, and y is missing');
    expect(() => modelLoss(network, { ...data, y: numbers(8).fill(NaN) }, 4)).toThrow('y[0] is NaN');
    expect(() => modelLoss(network, data, 4, { batchSize: 0 })).toThrow('from 1 on, not 0');
    expect(() => modelLoss({ ...network, parameters: { W: [0] } }, data, 4)).toThrow(
      'the parameter W has the shape [0]',
    );
  });
});
