import { expect, test } from 'vitest';
import { warmEigenpairs } from '../../src/math/warm-lanczos.ts';
import { gaussianVector, random } from '../../src/math/random.ts';

const dimension = 200;
const diagonal = Float64Array.from({ length: dimension }, (_, i) => (i < 3 ? 10 - i : 5 / (i + 1)));

function counted() {
  let products = 0;
  const product = (v: Float64Array) => {
    products++;
    return v.map((value, i) => diagonal[i] * value);
  };
  return { product, spent: () => products };
}

const start = [gaussianVector(dimension, random(0, 'start'))];

test('finds the largest eigenvalues of a diagonal matrix to the residual asked for', () => {
  const { product } = counted();
  const { status, eigenpairs } = warmEigenpairs(product, start, {
    count: 3,
    stop: { residual: 1e-8 },
    maxProducts: 150,
  });
  expect(status).toBe('converged');
  eigenpairs.forEach(({ value, vector, residual }, i) => {
    expect(value).toBeCloseTo(10 - i, 10);
    expect(Math.abs(vector[i])).toBeCloseTo(1, 8);
    expect(residual).toBeLessThanOrEqual(1e-8);
  });
});

test('started from the eigenvectors it needs fewer products', () => {
  const [cold, warm] = [counted(), counted()];
  // A search for missed pairs costs either the same.
  const search = { count: 3, stop: { residual: 1e-8 }, maxProducts: 150, search: false };
  const { eigenpairs } = warmEigenpairs(cold.product, start, search);
  warmEigenpairs(
    warm.product,
    eigenpairs.map(({ vector }) => vector),
    search,
  );
  expect(warm.spent()).toBeLessThan(cold.spent() / 2);
});

test('ends at the number of products allowed, and says that it has not converged', () => {
  const { product, spent } = counted();
  const { status, eigenpairs, products } = warmEigenpairs(product, start, {
    count: 1,
    stop: { residual: 0 },
    maxProducts: 7,
  });
  expect([spent(), products]).toEqual([7, 7]);
  expect(status).toBe('unconverged');
  expect(eigenpairs[0].residual).toBeGreaterThan(0);
});

test('finds the smallest eigenvalues, negative ones included', () => {
  const product = (v: Float64Array) => v.map((value, i) => (i < 3 ? -10 + i : 5 / (i + 1)) * value);
  const search = { count: 3, end: 'smallest', stop: { residual: 1e-8 }, maxProducts: 150 } as const;
  const { status, eigenpairs } = warmEigenpairs(product, start, search);
  expect(status).toBe('converged');
  eigenpairs.forEach(({ value }, i) => expect(value).toBeCloseTo(-10 + i, 10));
});
