import { expect, test } from 'vitest';
import { topEigenpairs } from '../../src/math/lanczos.ts';
import { gaussianVector, random } from '../../src/math/random.ts';
import { symmetricTridiagonalEigen } from '../../src/math/tridiagonal.ts';
import { dot } from '../../src/math/vector.ts';

const diagonalMatrix = (values: readonly number[]) => (v: Float64Array) =>
  v.map((value, i) => values[i] * value);
const start = (dimension: number) => gaussianVector(dimension, random(0, 'start'));

test('the second-difference matrix has eigenvalues 2 − 2 cos(kπ/(n+1))', () => {
  const n = 12;
  const { values, vectors } = symmetricTridiagonalEigen(new Array(n).fill(2), new Array(n - 1).fill(-1));
  const expected = Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)));
  [...values].sort((a, b) => a - b).forEach((value, k) => expect(value).toBeCloseTo(expected[k], 13));
  for (const v of vectors) expect(dot(v, v)).toBeCloseTo(1, 13);
});

test('Lanczos finds the largest eigenvalues of a diagonal matrix in order', () => {
  const values = Array.from({ length: 200 }, (_, i) => (i < 5 ? 10 - 0.1 * i : i / 200));
  const { status, eigenpairs } = topEigenpairs(diagonalMatrix(values), {
    count: 5,
    start: start(200),
    tolerance: 1e-10,
  });
  expect(status).toBe('converged');
  eigenpairs.forEach(({ value, vector, residual }, i) => {
    expect(value).toBeCloseTo(10 - 0.1 * i, 9);
    expect(vector[i]).toBeCloseTo(1, 8);
    expect(residual).toBeLessThan(1e-9);
  });
});

test('Lanczos finds the smallest eigenvalues, negative ones included', () => {
  const values = Array.from({ length: 60 }, (_, i) => i - 3);
  const { eigenpairs } = topEigenpairs(diagonalMatrix(values), {
    count: 3,
    start: start(60),
    end: 'smallest',
  });
  eigenpairs.forEach(({ value }, i) => expect(value).toBeCloseTo(i - 3, 7));
});

test('a search cut short says that it has not converged', () => {
  const values = Array.from({ length: 500 }, (_, i) => Math.sqrt(i));
  const { status } = topEigenpairs(diagonalMatrix(values), {
    count: 5,
    start: start(500),
    maxIterations: 10,
  });
  expect(status).toBe('unconverged');
});

test('an eigenvector is published with its largest entry positive', () => {
  const { eigenpairs } = topEigenpairs(diagonalMatrix([5, 1, 0.5]), {
    count: 1,
    start: Float64Array.of(-1, 0.1, 0.1),
  });
  expect(eigenpairs[0].vector[0]).toBeCloseTo(1, 10);
});

test('every copy of a degenerate eigenvalue is found', () => {
  const values = Array.from({ length: 80 }, (_, i) => (i < 4 ? 7 : i < 6 ? 3 : i / 100));
  const { status, eigenpairs } = topEigenpairs(diagonalMatrix(values), {
    count: 5,
    start: start(80),
    tolerance: 1e-10,
  });
  expect(status).toBe('converged');
  [7, 7, 7, 7, 3].forEach((expected, i) => expect(eigenpairs[i].value).toBeCloseTo(expected, 9));
  const [first, second] = eigenpairs;
  expect(dot(first.vector, second.vector)).toBeCloseTo(0, 10);
});

test('the whole spectrum of a small matrix is found', () => {
  const { status, eigenpairs } = topEigenpairs(diagonalMatrix([4, 4, 1]), { count: 3, start: start(3) });
  expect(status).toBe('converged');
  expect(eigenpairs.map(({ value }) => Math.round(value * 1e9) / 1e9)).toEqual([4, 4, 1]);
});
