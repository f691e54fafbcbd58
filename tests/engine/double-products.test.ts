import { readFileSync } from 'node:fs';
import { matMul, type Tensor2D } from '@tensorflow/tfjs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile } from '../../src/engine/compile/compile.ts';
import { Float64Tensor } from '../../src/engine/compile/float64-tensor.ts';
import type { NativeMemory } from '../../src/engine/compile/native-memory.ts';
import { nativeBackend } from '../../src/engine/compile/native.ts';
import { dataTypes } from '../../src/engine/graph/value.ts';
import { multiply, transpose } from '../../src/math/matrix.ts';
import { gaussianVector, random } from '../../src/math/random.ts';
import { native } from './native.ts';

interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

const transposed = ({ rows, columns, values }: Matrix): Matrix => ({
  rows: columns,
  columns: rows,
  values: transpose(values, rows, columns),
});

/** a·b on TensorFlow in float64, with the sides in memory as their transposes where `turned` says so. */
function multiplied(a: Matrix, b: Matrix, turned: { left: boolean; right: boolean }): Float64Array {
  const sides = [turned.left ? transposed(a) : a, turned.right ? transposed(b) : b];
  const specs = sides.map(({ rows, columns }) => ({ shape: [rows, columns] }));
  using graph = compile(
    (left: Tensor2D, right: Tensor2D) => matMul(left, right, turned.left, turned.right),
    [specs[0], specs[1]],
    {
      precision: 'float64',
      name: 'product',
    },
  );
  using result = graph(sides[0].values, sides[1].values);
  return result.data();
}

const gaussian = (rows: number, columns: number, name: string): Matrix => ({
  rows,
  columns,
  values: gaussianVector(rows * columns, random(rows + 1000 * columns, name)),
});

/** Largest error of a·b, in units of what rounding explains for a sum of that length. */
function worstError(a: Matrix, b: Matrix, found: Float64Array): number {
  expect(found.length).toBe(a.rows * b.columns);
  const expected = multiply(a.values, b.values, a.rows, a.columns, b.columns);
  const allowed = 1e-15 * (10 + a.columns);
  return found.reduce((worst, value, i) => Math.max(worst, Math.abs(value - expected[i]) / allowed), 0);
}

/** Whether the processor multiplies and adds in one operation; where that cannot be told, false. */
function fusesMultiplyAdd(): boolean {
  if (process.arch === 'arm64') return true;
  try {
    return /\bflags\b.*\bfma\b/.test(readFileSync('/proc/cpuinfo', 'utf8'));
  } catch {
    return false;
  }
}

const turns = [false, true].flatMap((left) => [false, true].map((right) => ({ left, right })));

describe.skipIf(!native)('products of doubles', () => {
  test('of any sizes and either side transposed are those of plain TypeScript', () => {
    const size = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(size, size, size, fc.constantFrom(...turns), (m, k, n, turned) => {
        const [a, b] = [gaussian(m, k, 'left'), gaussian(k, n, 'right')];
        expect(worstError(a, b, multiplied(a, b, turned))).toBeLessThan(1);
      }),
      { numRuns: 60 },
    );
  });

  test.each(turns)('larger than what is packed at a time, transposed $left and $right', (turned) => {
    const [a, b] = [gaussian(31, 600, 'left'), gaussian(600, 530, 'right')];
    expect(worstError(a, b, multiplied(a, b, turned))).toBeLessThan(1);
  });

  test('of no terms are 0', () => {
    const [a, b] = [gaussian(3, 0, 'left'), gaussian(0, 2, 'right')];
    expect([...multiplied(a, b, turns[0])]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test('pass on what is not finite to its own row and column only', () => {
    const a: Matrix = { rows: 2, columns: 2, values: Float64Array.of(1, NaN, 2, 3) };
    const b: Matrix = { rows: 2, columns: 2, values: Float64Array.of(1, 2, Infinity, 1) };
    expect([...multiplied(a, b, turns[0])]).toEqual([NaN, NaN, Infinity, 7]);
  });

  test('are ours: a product and a sum are rounded once where the processor can', () => {
    const x = 1 + 2 ** -30;
    // x² is 1 + 2⁻²⁹ and 2⁻⁶⁰, which is lost when the square is rounded before the sum.
    const a: Matrix = { rows: 1, columns: 2, values: Float64Array.of(1, x) };
    const b: Matrix = { rows: 2, columns: 1, values: Float64Array.of(-(x * x), x) };
    expect([...multiplied(a, b, turns[0])]).toEqual([fusesMultiplyAdd() ? 2 ** -60 : 0]);
  });

  test('of matrices that do not fit are an error', () => {
    const { binding } = nativeBackend()!;
    using a = Float64Tensor.from(new Float64Array(4), [2, 2]);
    using b = Float64Tensor.from(new Float64Array(6), [3, 2]);
    const attributes = [
      { name: 'T', type: binding.TF_ATTR_TYPE, value: dataTypes.float64 },
      ...['transpose_a', 'transpose_b'].map((name) => ({ name, type: binding.TF_ATTR_BOOL, value: false })),
    ];
    expect(() =>
      binding.executeOp(
        'MatMul',
        attributes,
        [a, b].map(({ memory }) => (memory as NativeMemory).id),
        1,
      ),
    ).toThrow('inner sizes');
  });
});
