import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  decreasingShare,
  growthExponents,
  logSpaced,
  meanExponent,
  quadraticRadius,
  riseError,
  symmetrisedRise,
  valueAt,
} from '../../src/math/growth.ts';

const t = logSpaced(1e-5, 1e2, 20);
const exact = t.map(() => 0);

test('the grid has twenty points a decade and ends where it should', () => {
  expect(t).toHaveLength(141);
  expect(t.at(-1)).toBeCloseTo(100, 10);
});

test('|x|^1.5 has growth exponent 1.5', () => {
  for (const p of growthExponents(
    t,
    t.map((x) => x ** 1.5),
  ))
    expect(p).toBeCloseTo(1.5, 10);
});

test('growth exponents are invariant under rescaling of t and f', () => {
  const f = t.map((x) => Math.sqrt(1 + x * x) - 1 + 1e-3 * x);
  const base = growthExponents(t, f);
  fc.assert(
    fc.property(
      fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
      (a, b) => {
        const scaled = growthExponents(
          t.map((x) => a * x),
          f.map((y) => b * y),
        );
        scaled.forEach((p, i) => expect(p).toBeCloseTo(base[i], 8));
      },
    ),
  );
});

test('symmetrising removes the linear term', () => {
  const f = symmetrisedRise([1 + 0.3 + 0.02], [1 - 0.3 + 0.02], 1);
  expect(f[0]).toBeCloseTo(0.02, 12);
});

test('√(1+t²) − 1 leaves its parabola where 2f/t² = 0.9, grows linearly after, and f′/t always falls', () => {
  const f = t.map((x) => x ** 2 / (1 + Math.sqrt(1 + x * x)));
  // 2/(1+√(1+t²)) = 0.9 at √(1+t²) = 11/9.
  expect(quadraticRadius(t, f, 1)).toBeCloseTo(Math.sqrt((11 / 9) ** 2 - 1), 2);
  expect(meanExponent(t, f, 10, 100)).toBeCloseTo(
    Math.log10((Math.sqrt(10001) - 1) / (Math.sqrt(101) - 1)),
    10,
  );
  expect(valueAt(t, growthExponents(t, f), 100)).toBeCloseTo(1, 1);
  expect(decreasingShare(t, f, exact, [1e-2, 10])).toBe(1);
});

test('a quadratic never leaves its parabola and its slope over t never falls', () => {
  const f = t.map((x) => 1.5 * x * x);
  expect(quadraticRadius(t, f, 3)).toBeNull();
  expect(decreasingShare(t, f, riseError(f, 0.2), [1e-2, 10])).toBe(0);
});

test('a quartic term makes growth superquadratic: f′/t never falls', () => {
  const f = t.map((x) => 0.5 * x * x + x ** 4);
  expect(decreasingShare(t, f, exact, [1e-2, 10])).toBe(0);
  expect(valueAt(t, growthExponents(t, f), 50)).toBeGreaterThan(3.9);
});

test('a value outside the slice or beside a gap is null', () => {
  expect(valueAt([1, 10, 100], [0, 1, null], 0.5)).toBeNull();
  expect(valueAt([1, 10, 100], [0, 1, null], 20)).toBeNull();
  expect(valueAt([1, 10, 100], [0, 1, 2], Math.sqrt(10))).toBeCloseTo(0.5, 12);
});
