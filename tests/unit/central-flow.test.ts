import { expect, test } from 'vitest';
import {
  curvatureResponse,
  edgeProblem,
  predictedVariance,
  solveEdge,
  thirdDerivative,
  trace,
} from '../../src/math/central-flow.ts';
import { symmetricEigen } from '../../src/math/symmetric-eigen.ts';
import { dot } from '../../src/math/vector.ts';

/** L = ½(a + ky)x² − cy: a valley along y whose sharpness a + ky the flow raises at the rate kc. */
const [a, k, c] = [19.9, 1, 0.003];
const valley = ([x, y]: Float64Array) => Float64Array.of((a + k * y) * x, (k * x ** 2) / 2 - c);
const sloped = (gradient: (point: Float64Array) => Float64Array) => ({
  valueAndGradient: (point: Float64Array) => ({ value: NaN, gradient: gradient(point) }),
});
const ridge = Float64Array.of(1, 0);

test('∇³L[u, u] is the gradient of the sharpness', () => {
  const at = Float64Array.of(0, 0.1);
  const third = thirdDerivative(sloped(valley), at, valley(at), ridge);
  expect(third[0]).toBeCloseTo(0, 8);
  expect(third[1]).toBeCloseTo(k, 8);
});

test('α is the rise of the sharpness and β the square of its gradient', () => {
  const at = Float64Array.of(0, 0.1);
  const { alpha, beta } = curvatureResponse(sloped(valley), at, ridge);
  expect(alpha).toBeCloseTo(k * c, 8);
  expect(beta).toBeCloseTo(k ** 2, 8);
});

test('gradient descent in the valley oscillates with the predicted variance 2α/β at the edge', () => {
  const learningRate = 0.1;
  let point = Float64Array.of(0.05, 0);
  const squares: number[] = [];
  for (let step = 0; step < 60_000; step++) {
    const slope = valley(point);
    point = point.map((value, i) => value - learningRate * slope[i]);
    if (step >= 40_000) squares.push(point[0] ** 2);
  }
  const measured = squares.reduce((sum, value) => sum + value, 0) / squares.length;
  expect(measured / predictedVariance(k * c, k ** 2)).toBeCloseTo(1, 1);
});

test('a sharpness that falls by itself needs no oscillation', () => {
  expect(predictedVariance(-1, 2)).toBe(0);
});

test('one direction: the complementarity problem has the solution 2α/β', () => {
  const { x, status } = solveEdge({ k: 1, a: Float64Array.of(3), g: Float64Array.of(4) });
  expect(status).toBe('converged');
  expect(x[0]).toBeCloseTo(1.5, 6);
});

/** Two directions with independent valleys, the second of which the flow flattens. */
const twoValleys = ([x, y, p, q]: Float64Array) =>
  Float64Array.of(p * x, q * y, x ** 2 / 2 - 0.2, y ** 2 / 2 + 0.1);

test('several directions: T, A and G come out by polarisation, and only what is pushed to the edge oscillates', () => {
  const at = Float64Array.of(0, 0, 5, 5);
  const problem = edgeProblem(sloped(twoValleys), at, [
    Float64Array.of(1, 0, 0, 0),
    Float64Array.of(0, 1, 0, 0),
  ]);
  expect(Array.from(problem.a)).toEqual([0.2, 0, 0, -0.1].map((value) => expect.closeTo(value, 8)));
  expect(problem.g[0]).toBeCloseTo(1, 6);
  const { x, status, gap } = solveEdge(problem);
  expect(status).toBe('converged');
  expect(Array.from(x)).toEqual([0.4, 0, 0, 0].map((value) => expect.closeTo(value, 5)));
  expect(trace(x, 2)).toBeCloseTo(0.4, 5);
  expect(gap).toBeLessThan(1e-5);
});

test('a solution is positive semidefinite with a positive semidefinite residual, orthogonal to it', () => {
  // G = Σ TᵀT of three directions' random third derivatives, symmetric in its pairs.
  const size = 3;
  const parts = Array.from({ length: 5 }, (_, p) =>
    Float64Array.from({ length: size * size }, (_v, r) => {
      const [i, j] = [Math.floor(r / size), r % size].toSorted((m, n) => m - n);
      return Math.sin(7 * p + 3 * i + 5 * j) + (i === j ? 1 : 0);
    }),
  );
  const g = new Float64Array(size ** 4);
  for (const part of parts)
    for (let r = 0; r < size ** 2; r++)
      for (let s = 0; s < size ** 2; s++) g[r * size ** 2 + s] += part[r] * part[s];
  const a = parts[0].map((value, i) => value + 0.3 * parts[1][i]);
  const { x, status } = solveEdge({ k: size, a, g }, { tolerance: 1e-9, maxIterations: 20_000 });
  expect(status).toBe('converged');
  const residual = x.map((_, r) => 0.5 * dot(g.subarray(r * size ** 2, (r + 1) * size ** 2), x) - a[r]);
  expect(symmetricEigen(x, size).values.at(-1)).toBeGreaterThan(-1e-8);
  expect(symmetricEigen(residual, size).values.at(-1)).toBeGreaterThan(-1e-4);
  expect(dot(x, residual)).toBeCloseTo(0, 6);
});
