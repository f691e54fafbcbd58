import fc from 'fast-check';
import { expect, test } from 'vitest';
import { positivePart, symmetricEigen } from '../../src/math/symmetric-eigen.ts';
import { dot } from '../../src/math/vector.ts';

const k = 4;
const symmetric = fc
  .array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: k * k, maxLength: k * k })
  .map((values) => Float64Array.from(values, (_, r) => values[r] + values[(r % k) * k + Math.floor(r / k)]));

test('[[2, 1], [1, 2]] has eigenvalues 3 and 1', () => {
  const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
  expect(values[0]).toBeCloseTo(3, 14);
  expect(values[1]).toBeCloseTo(1, 14);
  expect(Math.abs(dot(vectors[0], Float64Array.of(1, 1)))).toBeCloseTo(Math.SQRT2, 14);
});

test('Av = λv for every pair, eigenvalues descending', () => {
  fc.assert(
    fc.property(symmetric, (matrix) => {
      const { values, vectors } = symmetricEigen(matrix, k);
      expect(values).toEqual(values.toSorted((a, b) => b - a));
      vectors.forEach((v, e) => {
        for (let i = 0; i < k; i++)
          expect(dot(matrix.subarray(i * k, (i + 1) * k), v)).toBeCloseTo(values[e] * v[i], 9);
      });
    }),
  );
});

test('the positive part is the nearest positive semidefinite matrix: what is left is negative and orthogonal to it', () => {
  fc.assert(
    fc.property(symmetric, (matrix) => {
      const part = positivePart(matrix, k);
      const rest = matrix.map((value, i) => value - part[i]);
      expect(Math.min(...symmetricEigen(part, k).values)).toBeGreaterThan(-1e-9);
      expect(Math.max(...symmetricEigen(rest, k).values)).toBeLessThan(1e-9);
      expect(dot(part, rest)).toBeCloseTo(0, 8);
    }),
  );
});

test.each([-300, -170, -160, 0, 160, 170, 300])('[[2, 1], [1, 2]]·10^%d has 3 and 1 times that', (power) => {
  const size = Number(`1e${power}`);
  const { values, vectors } = symmetricEigen(Float64Array.of(2 * size, size, size, 2 * size), 2);
  expect(values[0] / size).toBeCloseTo(3, 13);
  expect(values[1] / size).toBeCloseTo(1, 13);
  expect(Math.abs(dot(vectors[0], Float64Array.of(1, 1)))).toBeCloseTo(Math.SQRT2, 13);
});

test('scaling by a power of two scales every eigenvalue and leaves the vectors, to the last bit', () => {
  fc.assert(
    fc.property(symmetric, fc.integer({ min: -900, max: 900 }), (matrix, power) => {
      const entries = matrix.map((value) => (Math.abs(value) < 1e-6 ? 0 : value));
      const [here, there] = [entries, entries.map((value) => value * 2 ** power)].map((a) =>
        symmetricEigen(a, k),
      );
      expect(there.vectors).toEqual(here.vectors);
      expect(there.values.map((value) => value / 2 ** power)).toEqual(here.values);
    }),
  );
});

test('entries of very different sizes keep their eigenvalues: diag(1e170, 1, 1e-170)', () => {
  const { values } = symmetricEigen(Float64Array.of(1e170, 0, 0, 0, 1, 0, 0, 0, 1e-170), 3);
  expect(values).toEqual([1e170, 1, 1e-170]);
});

test.each([Number.NaN, Infinity, -Infinity])('an entry of %s is refused, wherever it stands', (value) => {
  for (const at of [0, 1, 2, 3])
    for (const eigen of [symmetricEigen, positivePart])
      expect(() => eigen(Float64Array.of(1, 2, 2, 1).with(at, value), 2)).toThrow(RangeError);
});

test('a matrix of another size than said is refused; the empty one and zeros are not', () => {
  for (const [length, size] of [
    [4, 1],
    [4, 3],
    [3, 2],
  ])
    expect(() => symmetricEigen(new Float64Array(length), size)).toThrow(RangeError);
  expect(symmetricEigen(new Float64Array(0), 0)).toEqual({ values: [], vectors: [] });
  expect(symmetricEigen(new Float64Array(4), 2).values).toEqual([0, 0]);
});
