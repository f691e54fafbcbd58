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
