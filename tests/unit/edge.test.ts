import { expect, test } from 'vitest';
import { crossingStep, type EdgeDescent } from '../../src/measure/descent.ts';
import { predictedAmplitude, sliceOrbit } from '../../src/studies/edge/orbits.ts';
import { edgeStatistics, orbitError, riseShare } from '../../src/studies/edge/statistics.ts';
import { logSpaced } from '../../src/math/growth.ts';

const slope = (x: number) => x / Math.sqrt(1 + x ** 2);

test.each([1.02, 1.2, 1.5])('an orbit on √(1 + x²) − 1 settles at its two-cycle, at κ = %f', (excess) => {
  const orbit = sliceOrbit(slope, 2 * excess);
  expect(orbit.status).toBe('period 2');
  expect(orbit.amplitude! / Math.sqrt(excess ** 2 - 1)).toBeCloseTo(1, 5);
});

test('an orbit on a quadratic diverges beyond the edge', () => {
  expect(sliceOrbit((x) => x, 2.1)).toMatchObject({ status: 'diverged', amplitude: null });
});

test('the amplitude read off a slice agrees with the exact one', () => {
  const distances = logSpaced(1e-2, 10, 40);
  const t = [...distances.map((value) => -value).reverse(), ...distances];
  const loss = t.map((x) => 0.3 + Math.sqrt(1 + x ** 2) - 1 + 0.01 * x);
  const slice = { direction: 'e1', centre: 'final' as const, t, loss };
  expect(predictedAmplitude(slice, 0.3, 2.4)! / Math.sqrt(1.2 ** 2 - 1)).toBeCloseTo(1, 2);
  expect(predictedAmplitude(slice, 0.3, 1.9)).toBeNull();
});

test('an orbit without prediction or period counts as wholly wrong', () => {
  const orbit = { direction: 'e1', excess: 1.1, learningRate: 1, steps: 9, path: [] };
  expect(orbitError({ ...orbit, predicted: null, status: 'period 2', amplitude: 1 })).toBe(1);
  expect(orbitError({ ...orbit, predicted: 1, status: 'bounded', amplitude: 1 })).toBe(1);
  expect(orbitError({ ...orbit, predicted: 1, status: 'period 2', amplitude: 1.01 })).toBeCloseTo(0.01, 12);
});

test('the share of rises counts pairs of neighbouring steps', () => {
  expect(riseShare(Float64Array.of(5, 4, 4.5, 3, 3.5), 0, 5)).toBe(0.5);
  expect(riseShare(Float64Array.of(5, 4, 3), 0, 3)).toBe(0);
});

/** Falls for 100 steps, then alternates about 1 while its sharpness·η/2 is 1.02 ± 0.01. */
const descent: EdgeDescent = {
  status: 'running',
  parameters: new Float32Array(0),
  previous: new Float32Array(0),
  losses: Float64Array.from({ length: 300 }, (_, i) => (i < 100 ? 10 - 0.08 * i : 1 + (i % 2) / 10)),
  sharpness: [0, 50, 100, 150, 200, 250, 300].map((step, i) => ({
    step,
    values: [step < 100 ? 3 + step / 20 : 10 * (1.02 + (i % 2 ? 0.01 : -0.01))],
    status: 'unsearched' as const,
  })),
  vectors: [],
};

test('statistics of the edge begin at the crossing', () => {
  const statistics = edgeStatistics(descent, { learningRate: 0.2, every: 50 });
  expect(crossingStep(descent.sharpness, 0.2)).toBe(100);
  expect(statistics).toMatchObject({ crossing: 100, risesBefore: 0 });
  expect(statistics.meanRatio).toBeCloseTo(1.018, 12);
  expect(statistics.risesAfter).toBeCloseTo(0.5, 2);
  expect(statistics.lossRatio).toBeCloseTo(1, 12);
});

test('measurements that are denser at the start do not count for more', () => {
  const denser = {
    ...descent,
    sharpness: [...descent.sharpness, { step: 125, values: [30], status: 'unsearched' as const }].sort(
      (a, b) => a.step - b.step,
    ),
  };
  const mean = (one: EdgeDescent) => edgeStatistics(one, { learningRate: 0.2, every: 50 }).meanRatio;
  expect(mean(denser)).toBe(mean(descent));
});

test('below the edge there is nothing to measure after a crossing', () => {
  expect(edgeStatistics(descent, { learningRate: 0.1, every: 50 })).toMatchObject({
    crossing: null,
    meanRatio: null,
    risesAfter: null,
    lossRatio: null,
  });
});
