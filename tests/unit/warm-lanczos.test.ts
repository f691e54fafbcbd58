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
  const pairs = warmEigenpairs(product, start, { count: 3, stop: { residual: 1e-8 }, maxProducts: 150 });
  pairs.forEach(({ value, vector, residual }, i) => {
    expect(value).toBeCloseTo(10 - i, 10);
    expect(Math.abs(vector[i])).toBeCloseTo(1, 8);
    expect(residual).toBeLessThanOrEqual(1e-8);
  });
});

test('started from the eigenvectors it needs fewer products', () => {
  const [cold, warm] = [counted(), counted()];
  const search = { count: 3, stop: { residual: 1e-8 }, maxProducts: 150 };
  const pairs = warmEigenpairs(cold.product, start, search);
  warmEigenpairs(
    warm.product,
    pairs.map(({ vector }) => vector),
    search,
  );
  expect(warm.spent()).toBeLessThan(cold.spent() / 2);
});

test('ends at the number of products allowed', () => {
  const { product, spent } = counted();
  const [pair] = warmEigenpairs(product, start, { count: 1, stop: { residual: 0 }, maxProducts: 7 });
  expect(spent()).toBe(7);
  expect(pair.residual).toBeGreaterThan(0);
});
