import fc from 'fast-check';
import { expect, test } from 'vitest';
import { powerLoss, quadratic, quartic } from '../../src/math/one-dimensional.ts';
import {
  adiabaticSharpness,
  adiabaticStep,
  boundedBelowValley,
  driftRate,
  finalSharpness,
  hoveringPoint,
  linearValley,
  runValley,
} from '../../src/math/valley.ts';

const section = powerLoss(1);
const rate = 0.1;
const edge = 2 / rate;
const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });
/** x* at the sharpness that a run starts from. */
const onCycle = (sharpness: number) => Math.sqrt((sharpness / edge) ** 2 - 1);

function drift(sharpness: number, k: number, steps: number) {
  const { path } = runValley(linearValley(section, sharpness, k), rate, onCycle(sharpness), { steps });
  const errors = path.map((at) =>
    Math.abs(at.sharpness / adiabaticSharpness(sharpness, rate, k, at.step) - 1),
  );
  return { error: Math.max(...errors), final: path.at(-1)!.sharpness };
}

test('the sharpness drifts to the edge as predicted', () => {
  const slow = drift(40, 0.3, 31000);
  expect(slow.error).toBeCloseTo(1.3e-4, 5);
  expect(slow.final / edge).toBeCloseTo(0.999888, 6);
  const fast = drift(40, 1, 31000);
  expect(fast.error).toBeCloseTo(1.4e-3, 4);
  expect(fast.final / edge).toBeCloseTo(0.998747, 5);
  expect(finalSharpness(rate, 1) / edge).toBeCloseTo(0.99875, 12);
});

test('the error of the adiabatic prediction is of the size of its drift, at any k and λ₀', () => {
  fc.assert(
    fc.property(real(22, 60), real(0.2, 1), (sharpness, k) => {
      expect(drift(sharpness, k, 4000).error).toBeLessThan(driftRate(rate, k));
    }),
    { numRuns: 20 },
  );
});

test('the adiabatic map of √(1 + x²) − 1 has the closed form', () => {
  fc.assert(
    fc.property(real(20.5, 60), real(0.1, 1), (sharpness, k) => {
      const expected = adiabaticSharpness(sharpness, rate, k, 1);
      expect(adiabaticStep(section, rate, k, sharpness)).toBeCloseTo(expected, 9);
    }),
  );
});

test.each([
  [0.02, 20.4],
  [0.1, 22],
  [0.3, 26],
])('progressive sharpening c/k = %f is held at λ = %f', (ratio, expected) => {
  const predicted = hoveringPoint(rate, 1, ratio);
  expect(predicted.sharpness).toBeCloseTo(expected, 12);
  const { path } = runValley(linearValley(section, 18, 1, ratio), rate, 0.1, { steps: 8000 });
  expect(path.at(-1)!.sharpness).toBeCloseTo(expected, 6);
  expect(Math.abs(path.at(-1)!.x)).toBeCloseTo(predicted.x, 6);
});

test('a valley without a flat minimum holds the subquadratic section at 0.75 and loses the others', () => {
  const run = (of: typeof section) => runValley(boundedBelowValley(of, 25), rate, 0.5, { steps: 3000, y: 1 });
  expect(Math.abs(run(section).path.at(-1)!.x)).toBeCloseTo(0.75, 10);
  expect(run(quadratic)).toMatchObject({ status: 'diverged', steps: 12 });
  expect(run(quartic)).toMatchObject({ status: 'diverged' });
});

test('a quadratic valley with flat minima catapults to a flatter place instead of diverging', () => {
  const { status, path } = runValley(linearValley(quadratic, 21, 1), rate, 0.1, { steps: 5000 });
  expect(status).toBe('bounded');
  expect(path.at(-1)!.sharpness).toBeCloseTo(2 * edge - 21, 0);
});
