import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { compile } from '../../src/engine/compile/compile.ts';
import { graphBackend } from '../../src/engine/compile/runner.ts';
import { grad, jvp, onLine } from '../../src/engine/derivatives.ts';
import { parted } from '../../src/engine/graph/linearize.ts';
import { printed } from '../../src/engine/graph/print.ts';
import { simplified } from '../../src/engine/graph/simplify.ts';
import { reachable, type Value } from '../../src/engine/graph/value.ts';
import { native } from './native.ts';

const ops = (values: readonly Value[]) =>
  reachable(values)
    .map(({ op }) => op)
    .filter((op) => op !== 'Const' && op !== 'Placeholder');

describe.skipIf(!native)('the graph of', () => {
  const tf = native?.tf as NonNullable<typeof native>['tf'];
  const graph = (fn: (...x: Tensor[]) => Tensor[], ...shapes: readonly number[][]) => {
    const specs = shapes.map((shape) => ({ shape }));
    return graphBackend().trace('the function', fn, specs, 'float64');
  };

  test('a function prints as its ops with their shapes and types', () => {
    const { outputs } = graph(
      (x, w) => [tf.add(tf.matMul(x as Tensor2D, w as Tensor2D), tf.scalar(2))],
      [5, 3],
      [3, 4],
    );
    expect(printed(outputs)).toBe(
      [
        '%0 = Placeholder(name=i0) float64 [5, 3]',
        '%1 = Placeholder(name=i1) float64 [3, 4]',
        '%2 = MatMul(%0, %1, transpose_a=false, transpose_b=false) float64 [5, 4]',
        '%3 = Const(2) float64 []',
        '%4 = AddV2(%2, %3) float64 [5, 4]',
        'return %4',
      ].join('\n'),
    );
  });

  test('equal expressions computes them once, and a bias goes in with its own op', () => {
    const { outputs } = graph((x, b) => [tf.mul(tf.sin(tf.add(x, b)), tf.cos(tf.add(x, b)))], [5, 3], [3]);
    expect(ops(simplified(outputs))).toEqual(['BiasAdd', 'Sin', 'Cos', 'Mul']);
  });

  test('a gradient repeats no number in memory and multiplies numbers first', () => {
    const loss = (x: Tensor) => tf.mul(tf.scalar(0.25), tf.mean(tf.square(x)));
    const { outputs } = graph((x) => [grad(loss)(x)], [8, 4]);
    expect(ops(simplified(outputs))).toEqual(['Mul']);
  });

  test('a product with a matrix has no transpose of its own', () => {
    const { outputs } = graph(
      (x, w) => [grad((one: Tensor) => tf.sum(tf.tanh(tf.matMul(x as Tensor2D, one as Tensor2D))))(w)],
      [5, 3],
      [3, 4],
    );
    expect(ops(simplified(outputs))).not.toContain('Transpose');
  });

  test('a Hessian-vector product parts into what the point decides and what the vector does', () => {
    const loss = (w: Tensor) => tf.sum(tf.tanh(tf.square(w)));
    const { outputs, inputs } = graph((w, v) => [jvp(grad(loss), w, v).rate], [6], [6]);
    const { early, late } = parted(simplified(outputs), [inputs[1]]);
    // In float64 tanh is written with σ.
    expect(ops(early)).toContain('Sigmoid');
    expect(ops(late)).not.toContain('Sigmoid');
    expect(ops(late).length).toBeLessThan(ops(early).length);
  });

  test('losses along a line has the product of the first layer once, whatever the number of points', () => {
    const along = (count: number) => {
      const points = (x: Tensor, w: Tensor, v: Tensor) =>
        onLine(
          (one: Tensor) => tf.sum(tf.tanh(tf.matMul(x as Tensor2D, one as Tensor2D))),
          w,
          v,
          Array.from({ length: count }, (_, i) => tf.scalar(i)),
        );
      const { outputs } = graph((x, w, v) => points(x, w, v), [5, 3], [3, 4], [3, 4]);
      return ops(simplified(outputs)).filter((op) => op === 'MatMul').length;
    };
    expect([along(1), along(7)]).toEqual([2, 2]);
  });

  test('a line moves what jumps and what has kinks, too', () => {
    using points = compile(
      (x: Tensor, v: Tensor, t: Tensor) => {
        const jumps = (one: Tensor) =>
          tf.sum(
            tf.add(
              tf.add(one, tf.floor(one)),
              tf.where(tf.greater(one, tf.scalar(0)), tf.abs(one), tf.elu(one)),
            ),
          );
        return tf.stack(onLine(jumps, x, v, tf.unstack(t)));
      },
      [{ shape: [2] }, { shape: [2] }, { shape: [3] }],
      { precision: 'float64' },
    );
    const at = (x: number) => x + Math.floor(x) + (x > 0 ? x : Math.expm1(x));
    const [x, v, t] = [
      [-0.25, 0.5],
      [1, -2],
      [0, 1.5, -3],
    ].map((list) => Float64Array.from(list));
    using result = points(x, v, t);
    const expected = [...t].map((s) => at(x[0] + s * v[0]) + at(x[1] + s * v[1]));
    result.data().forEach((value, i) => expect(value).toBeCloseTo(expected[i], 12));
  });
});
