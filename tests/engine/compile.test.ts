import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { compile } from '../../src/engine/compile/compile.ts';
import { exact } from '../../src/engine/compile/exact.ts';
import { Float64Tensor } from '../../src/engine/compile/float64-tensor.ts';
import { compileLoop } from '../../src/engine/compile/loop.ts';
import { distance } from './distance.ts';
import { native } from './native.ts';

describe.skipIf(!native)('compile()', () => {
  const tf = native?.tf as NonNullable<typeof native>['tf'];
  const float64 = { precision: 'float64' } as const;
  const values = (tensor: Tensor) => Array.from(tensor.dataSync());

  test('replays a function on other values than it was traced on', () => {
    using product = compile(
      (a: Tensor2D, b: Tensor2D) => tf.matMul(a, b, false, true),
      [{ shape: [2, 3] }, { shape: [1, 3] }],
    );
    expect(values(product(Float32Array.of(1, 2, 3, 4, 5, 6), Float32Array.of(1, 0, -1)))).toEqual([-2, -2]);
    const [a, b] = [tf.ones([2, 3]), tf.ones([1, 3])];
    expect(values(product(a, b))).toEqual([3, 3]);
  });

  test('takes scalars, integers and Booleans', () => {
    using choose = compile(
      (which: Tensor, index: Tensor, scale: Tensor) => {
        const rows = tf.gather(
          tf.tensor2d([
            [1, 2],
            [3, 4],
            [5, 6],
          ]),
          tf.mul(index, tf.scalar(1, 'int32')) as Tensor1D,
        );
        return tf.mul(scale, tf.where(which, rows, tf.neg(rows)));
      },
      [{ shape: [2, 2], dtype: 'bool' }, { shape: [2], dtype: 'int32' }, { shape: [] }],
    );
    const which = tf.tensor2d(
      [
        [true, false],
        [false, true],
      ],
      [2, 2],
      'bool',
    );
    expect(values(choose(which, tf.tensor1d([1, 0], 'int32'), 10))).toEqual([30, -40, -10, 20]);
    expect(values(choose(which, Int32Array.of(0, 0), 1))).toEqual([1, -2, -1, 2]);
  });

  test('returns arrays and records of tensors, of several types', () => {
    using both = compile((a: Tensor) => [tf.sum(a), tf.greater(a, tf.scalar(0))] as const, [{ shape: [2] }]);
    const [sum, positive] = both(Float32Array.of(1, -3));
    expect([values(sum), values(positive), positive.dtype]).toEqual([[-2], [1, 0], 'bool']);
    using named = compile((a: Tensor) => ({ least: tf.min(a), most: tf.max(a) }), [{ shape: [2] }]);
    const { least, most } = named(Float32Array.of(1, -3));
    expect([values(least), values(most)]).toEqual([[-3], [1]]);
  });

  test('records ops of several outputs and with lists for attributes', () => {
    const parts = (a: Tensor) => {
      const [first, , last] = tf.split(a, [1, 2, 1], 1);
      const { values: largest, indices } = tf.topk(a as Tensor2D, 2);
      return [first, last, largest, indices, ...tf.unstack(a)];
    };
    const input = tf.tensor2d([
      [4, 1, 3, 2],
      [0, 9, 8, 7],
    ]);
    using compiled = compile(parts, [input]);
    expect(compiled(input).map(values)).toEqual(parts(input).map(values));
  });

  test('compiles convolutions with their gradients', () => {
    const loss = (images: Tensor, filters: Tensor) =>
      tf.sum(
        tf.square(
          tf.maxPool(tf.conv2d(images as Tensor4D, filters as Tensor4D, [2, 1], 'same'), 2, 2, 'same'),
        ),
      );
    const gradients = (images: Tensor, filters: Tensor) => tf.grads(loss)([images, filters]);
    const inputs = [tf.randomNormal([2, 6, 6, 2]), tf.randomNormal([3, 3, 2, 4])] as const;
    using compiled = compile(gradients, inputs);
    const expected = gradients(...inputs);
    compiled(...inputs).forEach((tensor, i) =>
      expect(distance(values(tensor), values(expected[i]))).toBeLessThan(1e-6),
    );
  });

  test('compiles nested gradients in float64', () => {
    const second = (a: Tensor) => tf.grad((b) => tf.sum(tf.grad((c) => tf.sum(tf.erf(tf.square(c))))(b)))(a);
    const input = tf.tensor1d([0.25, 0.5, 1.5]);
    const expected = values(input).map((a) => {
      const slope = (2 / Math.sqrt(Math.PI)) * Math.exp(-(a ** 4));
      return slope * (2 - 8 * a ** 4);
    });
    // tfjs writes 2/√π as a float32 number into erf's gradient, which must not pass for float64.
    expect(() => compile(second, [input], float64)).toThrow(/rounded to float32/);
    using single = compile(second, [input]);
    expect(distance(values(single(input)), expected)).toBeLessThan(1e-6);
    const cube = (a: Tensor) => tf.grad((b) => tf.sum(tf.grad((c) => tf.sum(tf.mul(c, tf.square(c))))(b)))(a);
    using double = compile(cube, [input], float64);
    expect(distance(double(Float64Array.of(0.1, 0.2, 0.3)).data(), [0.6, 1.2, 1.8])).toBeLessThan(1e-15);
  });

  test('keeps float64 numbers to their last digit', () => {
    using third = compile(
      (a: Tensor) => tf.div(tf.mul(a, exact(0.1)), tf.scalar(3)),
      [{ shape: [2] }],
      float64,
    );
    using given = Float64Tensor.from(Float64Array.of(Math.PI, 1e-300));
    using result = third(given);
    const expected = [(Math.PI * 0.1) / 3, (1e-300 * 0.1) / 3];
    // TensorFlow may join the two constants, which moves the last bit.
    result.data().forEach((value, i) => expect(Math.abs(value / expected[i] - 1)).toBeLessThan(3e-16));
    expect(result.shape).toEqual([2]);
  });

  test('computes float64 tanh to a few units in the last place of 1', () => {
    const points = Float64Array.from({ length: 4001 }, (_, i) => (i - 2000) / 100);
    using tanh = compile((a: Tensor) => tf.tanh(a), [{ shape: [points.length + 4] }], float64);
    const extreme = [1e-300, 1e300, -1e300, Infinity];
    const values = tanh(Float64Array.of(...points, ...extreme)).data();
    [...points, ...extreme].forEach((z, i) => expect(Math.abs(values[i] - Math.tanh(z))).toBeLessThan(5e-16));
  });

  test('makes constants of what the function finds around it', () => {
    const large = tf.randomNormal([2000]);
    const small = tf.tensor1d([2, 3]);
    using compiled = compile((a: Tensor) => tf.add(tf.mul(a, tf.sum(small)), tf.sum(large)), [{ shape: [] }]);
    const expected = 5 + tf.sum(large).dataSync()[0];
    large.dispose();
    small.dispose();
    expect(values(compiled(1))[0]).toBeCloseTo(expected, 3);
  });

  test('runs a loop as one graph, with another rate in each step', () => {
    const step = ([a]: Tensor[], [rate]: Tensor[], [shift]: Tensor[]) => ({
      carry: [tf.add(tf.mul(a, rate), shift)],
      results: [tf.sum(a)],
    });
    const signature = { carry: [{ shape: [2] }], each: [{ shape: [] }], shared: [{ shape: [2] }] };
    const inputs = {
      carry: [Float32Array.of(1, 2)],
      each: [Float32Array.of(1, 2, 3)],
      shared: [Float32Array.of(1, 0)],
    };
    for (const eager of [false, true]) {
      using loop = compileLoop(step, signature, 3, { eager });
      const { carry, results } = loop(inputs);
      expect([values(carry[0]), values(results[0])]).toEqual([
        [16, 12],
        [3, 4, 9],
      ]);
    }
  });
});

describe.skipIf(!native)('compile() refuses', () => {
  const tf = native?.tf as NonNullable<typeof native>['tf'];
  const vector = { shape: [3] } as const;

  test('ops whose result has no fixed shape, with the op, its inputs and a way out', () => {
    const masked = async (a: Tensor) => tf.booleanMaskAsync(a, tf.greater(a, tf.scalar(0)));
    expect(() => compile(masked as never, [vector])).toThrow(/must return a tensor.*not a promise/);
    const unique = (a: Tensor) => tf.unique(a).values;
    expect(() => compile(unique, [vector])).toThrow(
      /^UniqueV2\(float32 \[3\].*\) cannot be compiled.*fixed shape/,
    );
  });

  test('to let a function read values that do not exist yet', () => {
    const reads = (a: Tensor) => tf.scalar(a.dataSync()[0]);
    expect(() => compile(reads, [vector])).toThrow(/^reads reads a tensor's values.*compute with tensors/);
  });

  test('variables, strings and other inputs than were agreed on', () => {
    const weight = tf.variable(tf.ones([3]));
    expect(() => compile((a: Tensor) => tf.mul(a, weight), [vector])).toThrow(
      /variable float32 \[3\].*pass it as an input/,
    );
    weight.dispose();
    using identity = compile(
      function twice(a: Tensor) {
        return tf.mul(a, tf.scalar(2));
      },
      [vector],
    );
    expect(() => identity(tf.ones([2]))).toThrow('input 0 of twice is float32 [3], not float32 [2]');
    expect(() => identity(tf.ones([3], 'int32'))).toThrow('input 0 of twice is float32 [3], not int32 [3]');
    expect(() => identity(Float32Array.of(1))).toThrow('3 numbers, not 1');
    expect(() => identity()).toThrow('twice takes 1 inputs, not 0');
    expect(() => compile((a: Tensor) => a, [{ shape: [1], dtype: 'string' }])).toThrow(/not string/);
  });

  test('numbers that tfjs has rounded, in float64', () => {
    const tenth = (a: Tensor) => tf.mul(a, 0.1);
    expect(() => compile(tenth, [vector], { precision: 'float64' })).toThrow(
      /rounded to float32.*exact\(…\)/,
    );
  });

  test('compiled functions inside of others, and any use after disposal', () => {
    const half = compile((a: Tensor) => tf.div(a, tf.scalar(2)), [vector], { name: 'half' });
    expect(() => compile((a: Tensor) => half(a) as Tensor, [vector], { name: 'outer' })).toThrow(
      /half is compiled.*inside outer/,
    );
    half.dispose();
    expect(() => half(tf.ones([3]))).toThrow('half has been disposed of');
  });

  test('a loop whose step changes shape', () => {
    const step = ([a]: Tensor[]) => ({ carry: [tf.sum(a)], results: [a] });
    expect(() => compileLoop(step, { carry: [vector] }, 2)).toThrow(/must carry on \[3\], not \[\]/);
  });

  test('what TensorFlow has no kernel for, by the name of the op', () => {
    const resized = (a: Tensor) => tf.mul(tf.localResponseNormalization(a as Tensor4D), tf.scalar(1));
    const options = { precision: 'float64', name: 'resized' } as const;
    const message = /^resized: TensorFlow has no LRN\(float64 \[1, 2, 2, 1\]\) of this precision/;
    expect(() => compile(resized, [{ shape: [1, 2, 2, 1] }], options)).toThrow(message);
  });
});
