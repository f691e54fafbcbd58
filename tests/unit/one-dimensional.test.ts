import fc from 'fast-check';
import { expect, test } from 'vitest';
import { counterexamples } from '../../src/math/counterexamples.ts';
import { edgeRate, oneDimensionalLosses, powerLoss } from '../../src/math/one-dimensional.ts';
import { sumOfScales, wells, type WellKind } from '../../src/math/staircase.ts';

const scales = [
  { curvature: 1, width: 1 },
  { curvature: 30, width: 0.2 },
];
const losses = [
  ...oneDimensionalLosses,
  ...counterexamples.map(({ loss }) => loss),
  ...(Object.keys(wells) as WellKind[]).map((kind) => sumOfScales(scales, kind)),
];
const places = [-2.3, -0.7, 0.1, 0.9, 1.1, 3];

test.each(losses)('the derivatives of $id are those of f', ({ f, slope, curvature }) => {
  const h = 1e-5;
  for (const x of places) {
    const [forward, backward] = [x + h, x - h];
    expect(slope(x)).toBeCloseTo((f(forward) - f(backward)) / (2 * h), 7);
    expect(curvature(x)).toBeCloseTo((slope(forward) - slope(backward)) / (2 * h), 7);
  }
});

test.each(losses)('$id has its minimum 0 at 0 and keeps its digits there', ({ f, slope, curvature }) => {
  expect(f(0)).toBe(0);
  expect(slope(0)).toBeCloseTo(0, 15);
  const x = 1e-5;
  expect(f(x) / ((curvature(0) * x * x) / 2)).toBeCloseTo(1, 4);
});

test.each(oneDimensionalLosses.filter(({ even }) => even))('$id grows as it says', (loss) => {
  const ratio = (x: number) => loss.slope(x) / x;
  for (let x = 0.05; x < 4; x += 0.05) {
    const change = ratio(x + 0.05) - ratio(x);
    if (loss.growth === 'subquadratic') expect(change).toBeLessThan(0);
    if (loss.growth === 'quadratic') expect(change).toBeCloseTo(0, 14);
    if (loss.growth === 'superquadratic') expect(change).toBeGreaterThan(0);
  }
});

test('f_p grows as |x|^p and its edge is 2', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.2, max: 4, noNaN: true }), (p) => {
      const { f } = powerLoss(p);
      expect(Math.log(f(1e9) / f(1e8)) / Math.log(10)).toBeCloseTo(p, 1);
      expect(edgeRate(powerLoss(p))).toBe(2);
    }),
  );
});

test('f_p tends to ½ ln(1 + x²) as p falls to 0', () => {
  for (const x of places) expect(powerLoss(1e-9).f(x)).toBeCloseTo(powerLoss(0).f(x), 8);
});
