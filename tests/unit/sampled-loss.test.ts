import { expect, test } from 'vitest';
import { logSpaced } from '../../src/math/growth.ts';
import {
  edgeRate,
  logarithm,
  quadratic,
  quartic,
  type OneDimensionalLoss,
} from '../../src/math/one-dimensional.ts';
import { attractor } from '../../src/math/orbits.ts';
import { edgeAmplitude } from '../../src/math/period-two.ts';
import { sampledLoss } from '../../src/math/sampled-loss.ts';

const t = logSpaced(1e-2, 10, 20);
const sampled = ({ f }: OneDimensionalLoss) =>
  sampledLoss({ id: 's', formula: '', from: 1e-2, to: 10, f: t.map(f) });

test('a loss that is sampled and put together again has the same values, slopes and curvatures', () => {
  const again = sampled(logarithm);
  for (const x of [-6.1, -0.513, 0.013, 0.3, 1.234, 4.2]) {
    expect(Math.abs(again.f(x) / logarithm.f(x) - 1)).toBeLessThan(2e-5);
    expect(Math.abs(again.slope(x) / logarithm.slope(x) - 1)).toBeLessThan(5e-4);
    expect(Math.abs(again.curvature(x) - logarithm.curvature(x))).toBeLessThan(1e-2);
  }
  expect(again.curvature(0)).toBeCloseTo(2, 3);
  expect([again.f(0), again.slope(0)]).toEqual([0, 0]);
});

test('its derivatives are those of its own values', () => {
  const again = sampled(logarithm);
  const h = 1e-5;
  for (const x of [0.05, 0.7, 3.1, 12]) {
    expect((again.f(x + h) - again.f(x - h)) / (2 * h)).toBeCloseTo(again.slope(x), 7);
    expect((again.slope(x + h) - again.slope(x - h)) / (2 * h)).toBeCloseTo(again.curvature(x), 6);
  }
});

test('it grows as what it was sampled from', () => {
  expect([logarithm, quadratic, quartic].map((loss) => sampled(loss).growth)).toEqual([
    'subquadratic',
    'quadratic',
    'superquadratic',
  ]);
});

test('beyond the edge gradient descent settles on it where it settles on the loss itself', () => {
  const again = sampled(logarithm);
  const rate = 1.6 * edgeRate(logarithm);
  const end = attractor(again, rate, 0.4);
  expect(end.status === 'periodic' && end.period).toBe(2);
  expect(edgeAmplitude(again, rate)! / edgeAmplitude(logarithm, rate)!).toBeCloseTo(1, 4);
  expect(Math.max(...(end.status === 'periodic' ? end.points : []))).toBeCloseTo(
    edgeAmplitude(again, rate)!,
    9,
  );
});
