import { expect, test } from 'vitest';
import { symmetricTridiagonalEigen } from '../../src/math/tridiagonal.ts';

const n = 12;

/** 2 on the diagonal and −1 beside it: 2 − 2cos(kπ/(n + 1)). */
const exact = Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)));

test.each([-320, -308, -170, -150, 0, 150, 170, 307])(
  'the chain scaled by 10^%d keeps its spectrum',
  (power) => {
    const size = Number(`1e${power}`);
    const { values, vectors } = symmetricTridiagonalEigen(
      Array<number>(n).fill(2 * size),
      Array<number>(n - 1).fill(-size),
    );
    const found = values.map((value) => value / size).sort((a, b) => a - b);
    found.forEach((value, k) => expect(value).toBeCloseTo(exact[k], power < -300 ? 1 : 13));
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 12);
  },
);

test.each([
  [[Number.NaN], []],
  [[1, Number.NaN], [1]],
  [[1, 2], [Number.NaN]],
  [[1, Infinity], [1]],
  [[1, 2], [-Infinity]],
  [[1, 2], []],
  [
    [1, 2],
    [1, 1],
  ],
  [[], [1]],
])('the matrix of %j and %j is refused', (diagonal, off) => {
  expect(() => symmetricTridiagonalEigen(diagonal, off)).toThrow(RangeError);
});

test('one number is its own eigenvalue, none has none, and zeros have zeros', () => {
  expect(symmetricTridiagonalEigen([], []).values).toEqual([]);
  expect(symmetricTridiagonalEigen([-3], [])).toEqual({ values: [-3], vectors: [Float64Array.of(1)] });
  expect(symmetricTridiagonalEigen([0, 0], [0]).values).toEqual([0, 0]);
});
