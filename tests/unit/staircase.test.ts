import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bowlLoss, descendBowl, slowRemainder, turned } from '../../src/math/inclined-bowl.ts';
import { bisect } from '../../src/math/root.ts';
import {
  flowSteps,
  lossPlateau,
  quadraticOf,
  runSchedule,
  stepsTo,
  sumOfScales,
} from '../../src/math/staircase.ts';

const scales = [1, 1e2, 1e4].map((curvature, i) => ({ curvature, width: 10 ** (-3 * i) }));
const rates = [1.6, 0.016, 0.00016];
const loss = sumOfScales(scales);
const stages = rates.map((learningRate) => ({ learningRate, steps: 400 }));

test('each learning rate holds the loss at the plateau of its scale', () => {
  const plateaus = rates.map((rate) => lossPlateau(loss, rate));
  expect(plateaus[0]!.amplitude).toBeCloseTo(0.35692, 5);
  expect(plateaus[0]!.loss).toBeCloseTo(0.1009483, 7);
  expect(plateaus[1]!.amplitude).toBeCloseTo(3.4077e-4, 8);
  expect(plateaus[1]!.loss).toBeCloseTo(9.10264e-6, 11);
  expect(plateaus[2]).toBeNull();
  const { losses } = runSchedule(loss, 8, stages);
  expect(losses[400] / plateaus[0]!.loss).toBeCloseTo(1, 13);
  expect(losses[800] / plateaus[1]!.loss).toBeCloseTo(1, 13);
  expect(losses[1200]).toBeLessThan(1e-90);
});

test('plateaus do not depend on the start, and hold for other scales and rates', () => {
  const parameters = fc.tuple(
    fc.double({ min: -20, max: 20, noNaN: true }),
    fc.double({ min: 1.3, max: 1.9, noNaN: true }),
    fc.double({ min: 50, max: 500, noNaN: true }),
  );
  fc.assert(
    fc.property(parameters, ([start, rate, factor]) => {
      fc.pre(Math.abs(start) > 1e-3);
      const steeper = sumOfScales([
        { curvature: 1, width: 1 },
        { curvature: factor, width: 1 / factor },
      ]);
      const { ends } = runSchedule(steeper, start, [{ learningRate: rate, steps: 3000 }]);
      expect(steeper.f(ends[0]) / lossPlateau(steeper, rate)!.loss).toBeCloseTo(1, 8);
    }),
  );
});

test('the small learning rate alone needs as many steps as the flow takes time', () => {
  const end = bisect((x) => loss.f(x) - 1e-12, 1e-12, 1);
  expect(stepsTo(loss, rates[2], 8, 1e-12)).toBe(56972);
  expect(flowSteps(loss, rates[2], 8, end)).toBeCloseTo(56971, -1);
  expect(runSchedule(loss, 8, stages).losses.findIndex((value) => value < 1e-12)).toBe(899);
});

test('with two scales the schedule gains little', () => {
  const two = sumOfScales(scales.slice(0, 2));
  const schedule = [
    { learningRate: 1.6, steps: 400 },
    { learningRate: 0.016, steps: 400 },
  ];
  expect(stepsTo(two, 0.016, 8, 1e-12)).toBe(593);
  expect(runSchedule(two, 8, schedule).losses.findIndex((value) => value < 1e-12)).toBe(506);
});

test('Gaussian wells have exact plateaus just below the edge and none further below', () => {
  const wells = sumOfScales(scales, 'gaussian');
  const error = (rate: number, before: readonly { learningRate: number; steps: number }[]) => {
    const { losses } = runSchedule(wells, 2, [...before, { learningRate: rate, steps: 400 }]);
    const expected = lossPlateau(wells, rate)!.loss;
    return Math.max(...losses.slice(-10).map((value) => Math.abs(value / expected - 1)));
  };
  expect(error(1.9, [])).toBeLessThan(1e-8);
  expect(error(0.0195, [{ learningRate: 1.9, steps: 400 }])).toBeLessThan(1e-8);
  expect(error(1.5, [])).toBeGreaterThan(0.05);
});

test('a quadratic has no plateau: it diverges or falls to 0', () => {
  const plain = quadraticOf(scales);
  expect(lossPlateau(plain, rates[0])).toBeNull();
  expect(runSchedule(plain, 8, stages).status).toBe('diverged');
});

test('a single scale has a plateau only if the first rate exceeds its own edge', () => {
  const single = sumOfScales(scales.slice(0, 1));
  expect(lossPlateau(single, 1.6)).toBeNull();
  expect(lossPlateau(single, 2.4)!.amplitude).toBeCloseTo(Math.sqrt(1.2 ** 2 - 1), 12);
});

test.each([
  [20, 0.1435],
  [100, 7.89e-4],
  [300, 1.77e-9],
])('decay after %d steps leaves ½bv² = %f in the slow direction of a turned bowl', (steps, expected) => {
  const bowl = { section: loss, slow: 0.02, angle: 0.5 };
  const schedule = rates.map((learningRate, i) => ({ learningRate, steps: i === 0 ? steps : 300 }));
  const left = slowRemainder(bowl.slow, 8, schedule);
  expect(left / expected).toBeCloseTo(1, 2);
  const end = descendBowl(bowl, turned(-bowl.angle, [8, 8]), schedule).at(-1)!;
  expect(bowlLoss(bowl, end) / left).toBeCloseTo(1, 6);
});
