import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binaryScale } from '../../src/math/binary-scale.ts';
import { addCombination, dot, norm, unit } from '../../src/math/vector.ts';

const entries = fc
  .array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 12 })
  .filter((values) => values.some((value) => Math.abs(value) > 1e-6))
  .map((values) => Float64Array.from(values));

test.each([-320, -308, -200, -160, -150, -100, 0, 100, 150, 160, 200, 307])(
  '(3, 4)·10^%d has norm 5·10^%d',
  (k) => {
    const size = Number(`1e${k}`);
    expect(norm(Float64Array.of(3 * size, -4 * size)) / size).toBeCloseTo(5, k < -300 ? 2 : 13);
  },
);

test('at ordinary sizes the norm is the root of the product with itself, to the last bit', () => {
  fc.assert(
    fc.property(entries, (a) => {
      expect(norm(a)).toBe(Math.sqrt(dot(a, a)));
    }),
  );
});

test('norms scale with their vectors over all sizes that numbers have', () => {
  fc.assert(
    fc.property(entries, fc.integer({ min: -900, max: 900 }), (a, power) => {
      const size = 2 ** power;
      const length = norm(a.map((value) => value * size));
      expect(length / size / norm(a)).toBeCloseTo(1, 13);
    }),
  );
});

test('a direction is the same at every size', () => {
  fc.assert(
    fc.property(entries, fc.integer({ min: -900, max: 900 }), (a, power) => {
      const [here, there] = [unit(a), unit(a.map((value) => value * 2 ** power))];
      here.forEach((value, i) => expect(there[i]).toBeCloseTo(value, 13));
    }),
  );
});

test('the largest and the smallest numbers have a direction', () => {
  for (const value of [Number.MAX_VALUE, Number.MIN_VALUE, 1e-310])
    expect(Array.from(unit(Float64Array.of(value, 0, -value)))).toEqual([
      expect.closeTo(Math.SQRT1_2, 14),
      0,
      expect.closeTo(-Math.SQRT1_2, 14),
    ]);
});

test('nothing has no direction, and what is not finite neither', () => {
  expect(norm(new Float64Array(3))).toBe(0);
  expect(norm(Float64Array.of(1, Number.NaN))).toBeNaN();
  expect(norm(Float64Array.of(1, -Infinity))).toBe(Infinity);
  for (const values of [[], [0, 0], [1, Number.NaN], [1e300, Number.NaN], [1, Infinity]])
    expect(() => unit(Float64Array.from(values))).toThrow(RangeError);
});

test('a size is divided to between 1 and 2 by a power of two', () => {
  const sizes = fc.double({ min: Number.MIN_VALUE, max: Number.MAX_VALUE, noNaN: true });
  fc.assert(
    fc.property(sizes, (size) => {
      const scale = binaryScale(size);
      expect(size / scale).toBeGreaterThanOrEqual(1);
      expect(size / scale).toBeLessThan(2);
      expect(Number.isInteger(Math.log2(scale))).toBe(true);
    }),
  );
  expect([0, Number.NaN, Infinity].map(binaryScale)).toEqual([1, 1, 1]);
});

test('a combination of vectors is the sum of its multiples', () => {
  for (let count = 0; count <= 9; count++) {
    const basis = Array.from({ length: count }, (_, k) => Float64Array.from([k + 1, 2 * k, -k]));
    const weights = Float64Array.from({ length: count }, (_, k) => 1 / (k + 1));
    const target = Float64Array.of(1, 2, 3);
    const expected = [...target];
    basis.forEach((vector, k) => vector.forEach((value, i) => (expected[i] += weights[k] * value)));
    addCombination(target, weights, basis);
    target.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 12));
  }
});
