import { expect, test } from 'vitest';
import { chebyshevPoints, chebyshevSlice, chordCycle, evenCycle, slope } from '../../src/math/two-cycle.ts';

const radius = 3;
const sliced = (f: (x: number) => number, count = 41) =>
  chebyshevSlice(radius, chebyshevPoints(radius, count).map(f));

test('the interpolated slope is the derivative', () => {
  const cubic = sliced((x) => x ** 3 - 2 * x);
  for (const x of [-2.5, -0.3, 0, 1.7]) expect(slope(cubic, x)).toBeCloseTo(3 * x ** 2 - 2, 10);
});

test.each([1.02, 1.2, 1.5])('√(1 + x²) − 1 has the two-cycle √((η/2)² − 1) at κ = %f', (excess) => {
  const slice = sliced((x) => Math.sqrt(1 + x ** 2) - 1, 81);
  const exact = Math.sqrt(excess ** 2 - 1);
  expect(evenCycle(slice, 2 * excess)! / exact).toBeCloseTo(1, 6);
  expect(chordCycle(slice, 2 * excess)! / exact).toBeCloseTo(1, 6);
});

test('the chord cycle of eˣ − x − 1 is that of the Ricker map', () => {
  // a, b = ln(1 ± s) with artanh(s)/s = η/2 (content/parts/two-cycle-theorem.mdx).
  const s = 0.5;
  const slice = sliced((x) => Math.exp(x) - x - 1);
  const learningRate = (2 * Math.atanh(s)) / s;
  expect(chordCycle(slice, learningRate)).toBeCloseTo(Math.log((1 + s) / (1 - s)) / 2, 8);
});

test('below the edge, and on a quadratic or superquadratic slice beyond it, there is no cycle', () => {
  const subquadratic = sliced((x) => Math.log(1 + x ** 2) / 2);
  expect(evenCycle(subquadratic, 1.9)).toBeNull();
  for (const f of [(x: number) => x ** 2 / 2, (x: number) => x ** 2 / 2 + x ** 4]) {
    expect(evenCycle(sliced(f), 2.1)).toBeNull();
    expect(chordCycle(sliced(f), 2.1)).toBeNull();
  }
});
