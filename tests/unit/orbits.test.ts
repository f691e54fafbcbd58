import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bifurcationDiagram, doublingRate, pitchforkRate } from '../../src/math/bifurcation.ts';
import { counterexamples } from '../../src/math/counterexamples.ts';
import {
  controlLosses,
  gaussianWell,
  logarithm,
  logCosh,
  powerLoss,
  rational,
  ricker,
} from '../../src/math/one-dimensional.ts';
import { attractor, cobweb, measuredMultiplier, multiplier, orbit } from '../../src/math/orbits.ts';
import {
  edgeAmplitude,
  globalRate,
  logarithmCycle,
  rickerCycle,
  twoCycles,
} from '../../src/math/period-two.ts';

const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const [log, start] = [real(-3, 2).map((power) => 10 ** power), real(0.05, 0.95)];

/** x* of f_p, from f′(x)/x = (1 + x²)^(p/2 − 1). */
const powerAmplitude = (p: number, rate: number) => Math.sqrt((rate / 2) ** (2 / (2 - p)) - 1);
/** The rate at which f_p″(x*) = 0, for p < 1; f_p is convex for p ≥ 1. */
const powerPitchforkRate = (p: number) => (p >= 1 ? Infinity : 2 * ((2 - p) / (1 - p)) ** ((2 - p) / 2));

const cycleOf = (found: ReturnType<typeof attractor>) => {
  expect(found).toMatchObject({ status: 'periodic', period: 2 });
  return found.status === 'diverged' ? [] : found.points;
};

test('beyond the edge gradient descent on f_p settles at √((η/2)^(2/(2−p)) − 1) from anywhere', () => {
  fc.assert(
    fc.property(real(0, 1.5), start, log, fc.boolean(), (p, share, x, negative) => {
      const most = Math.min(8, 0.97 * powerPitchforkRate(p));
      const rate = 2.02 + share * (most - 2.02);
      const amplitude = powerAmplitude(p, rate);
      expect(edgeAmplitude(powerLoss(p), rate)! / amplitude).toBeCloseTo(1, 12);
      for (const point of cycleOf(attractor(powerLoss(p), rate, negative ? -x : x)))
        expect(Math.abs(point) / amplitude).toBeCloseTo(1, 8);
    }),
  );
});

test('on ln(1 + x²) the cycle is √(η − 1) up to 2, then {u, −v} up to 2.5', () => {
  for (const rate of [1.1, 1.5, 1.9]) {
    expect(edgeAmplitude(logarithm, rate)).toBeCloseTo(Math.sqrt(rate - 1), 12);
    for (const point of cycleOf(attractor(logarithm, rate, 0.3)))
      expect(Math.abs(point)).toBeCloseTo(Math.sqrt(rate - 1), 10);
  }
  for (const rate of [2.05, 2.25, 2.45]) {
    const { a, b, multiplier: expected } = logarithmCycle(rate);
    const points = cycleOf(attractor(logarithm, rate, 0.3));
    const sizes = points.map(Math.abs).toSorted((x, y) => x - y);
    expect(sizes[1]).toBeCloseTo(a, 10);
    expect(sizes[0]).toBeCloseTo(-b, 10);
    expect(measuredMultiplier(logarithm, rate, points)).toBeCloseTo(expected, 3);
    expect(twoCycles(logarithm, rate)).toHaveLength(3);
  }
  expect(attractor(logarithm, 2.52, 0.3, { maxPeriod: 8 })).toMatchObject({ period: 4 });
});

test('the pitchfork comes where f″(x*) = 0, at 2 for ln(1 + x²), and never for a convex loss', () => {
  expect(pitchforkRate(logarithm)).toBeCloseTo(2, 12);
  expect(pitchforkRate(rational)).toBeCloseTo(16 / 9, 12);
  expect(pitchforkRate(gaussianWell)).toBeCloseTo(Math.exp(0.5), 12);
  expect([logCosh, powerLoss(1), powerLoss(1.5)].map((loss) => pitchforkRate(loss))).toEqual([
    null,
    null,
    null,
  ]);
  fc.assert(
    fc.property(real(0, 0.9), (p) => {
      expect(pitchforkRate(powerLoss(p))! / powerPitchforkRate(p)).toBeCloseTo(1, 10);
    }),
  );
});

test('periods double at 2.5 on ln(1 + x²) and at 2.52647 on e^x − x − 1', () => {
  expect(doublingRate(logarithm, 2.01, 2.8)).toBeCloseTo(2.5, 10);
  expect(doublingRate(ricker, 2.01, 2.8)).toBeCloseTo(2.52647, 5);
  expect(doublingRate(powerLoss(1), 2.01, 8)).toBeNull();
});

test('without symmetry the cycle is ln(1 ± s), not ±x*', () => {
  fc.assert(
    fc.property(real(2.03, 2.48), real(-1, 1), (rate, x) => {
      fc.pre(Math.abs(x) > 1e-3);
      const exact = rickerCycle(rate)!;
      const points = cycleOf(attractor(ricker, rate, x)).toSorted((a, b) => a - b);
      expect(points[0]).toBeCloseTo(exact.b, 9);
      expect(points[1]).toBeCloseTo(exact.a, 9);
      const [found] = twoCycles(ricker, rate);
      expect(found.a).toBeCloseTo(exact.a, 12);
      expect(found.multiplier).toBeCloseTo(exact.multiplier, 10);
    }),
  );
});

test('quadratic and superquadratic losses have no cycle and every orbit beyond the edge diverges', () => {
  fc.assert(
    fc.property(fc.constantFrom(...controlLosses), real(2.01, 8), log, (loss, rate, x) => {
      expect(edgeAmplitude(loss, rate)).toBeNull();
      expect(attractor(loss, rate, x)).toMatchObject({ status: 'diverged' });
    }),
  );
});

test('the global part of the theorem covers ln(1 + x²) up to η = 1.5 only, convex losses always', () => {
  expect(globalRate(logarithm, 8)).toBeCloseTo(1.5, 8);
  expect(globalRate(powerLoss(1), 8)).toBe(8);
});

test('the distance to x* falls with every step where the theorem is global', () => {
  fc.assert(
    fc.property(real(1.05, 1.49), log, (rate, x) => {
      const amplitude = Math.sqrt(rate - 1);
      const distances = orbit(logarithm, rate, x, 40).map((at) => Math.abs(Math.abs(at) - amplitude));
      for (let i = 1; i < distances.length && distances[i] > 1e-9; i++)
        expect(distances[i]).toBeLessThan(distances[i - 1]);
    }),
  );
});

test('a multiplier is the same measured from orbits and from f″', () => {
  const points = [Math.sqrt(0.4), -Math.sqrt(0.4)];
  expect(measuredMultiplier(logarithm, 1.4, points)).toBeCloseTo(multiplier(logarithm, 1.4, points), 6);
});

test('a bifurcation diagram has one attractor a learning rate', () => {
  const columns = bifurcationDiagram(logarithm, [0.8, 1.5, 2.52], 0.3, { maxPeriod: 8 });
  expect(columns.map(({ attractor: found }) => found.status === 'periodic' && found.period)).toEqual([
    1, 2, 4,
  ]);
});

test('a cobweb goes by turns to the diagonal and to the map', () => {
  expect(cobweb([1, 2, 3])).toEqual([
    [1, 1],
    [1, 2],
    [2, 2],
    [2, 3],
    [3, 3],
  ]);
});

const example = (breaks: string) => {
  const found = counterexamples.find((one) => one.breaks === breaks)!;
  return {
    ...found,
    amplitude: edgeAmplitude(found.loss, found.learningRate),
    ends: found.starts.map((x) => attractor(found.loss, found.learningRate, x)),
  };
};

test('each hypothesis of the theorem is needed', () => {
  expect(example('2/η < f″(0)').ends[0]).toMatchObject({ status: 'periodic', period: 1 });
  expect(example('f′(x)/x falls below 2/η').ends[0]).toMatchObject({ status: 'diverged' });
  expect(example('f′(x)/x falls').ends).toMatchObject([{ period: 1 }, { period: 2 }]);
  for (const breaks of ['f is even', 'f″(x*) > 0']) {
    const [a, b] = cycleOf(example(breaks).ends[0]);
    expect(Math.abs(a + b)).toBeGreaterThan(0.1);
  }
  const below = example('f is bounded below');
  expect(Math.abs(cycleOf(below.ends[0])[0])).toBeCloseTo(below.amplitude!, 10);
  expect(below.ends[1]).toMatchObject({ status: 'diverged' });
  const { amplitude, ends, loss, learningRate } = example('f′ crosses f′(x*) only at x*');
  expect(Math.abs(cycleOf(ends[0])[0])).toBeCloseTo(amplitude!, 10);
  expect(Math.abs(multiplier(loss, learningRate, [amplitude!, -amplitude!]))).toBeLessThan(1);
  const [a, b] = cycleOf(ends[1]);
  expect(Math.abs(a + b)).toBeGreaterThan(1);
});
