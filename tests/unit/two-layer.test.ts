import fc from 'fast-check';
import { expect, test } from 'vitest';
import { activations } from '../../src/math/activations.ts';
import { growthExponents, logSpaced } from '../../src/math/growth.ts';
import {
  fittedExponent,
  powerLawMagnitudes,
  predictedCycleExponent,
  predictedExponent,
  predictedMultiplier,
  separatedMagnitudes,
} from '../../src/math/magnitudes.ts';
import { gaussianVector, random } from '../../src/math/random.ts';
import {
  averageLoss,
  averageProfile,
  constructionCycle,
  stretchedLoss,
  tanhProfile,
  unitProfile,
  type ConstructionActivation,
} from '../../src/math/two-layer.ts';

const inside = logSpaced(1e-5, 1e-3, 20);
const density = (alpha: number) => powerLawMagnitudes(alpha, { from: 1, to: 1e8, perDecade: 20 });
/** E σ(zg)² over a standard normal g. */
const meanSquare = (name: ConstructionActivation, z: number) => 2 * averageProfile(name, [1], z);
/** Exponents that no text of ours lists. */
const drawn = (stream: string, low: number, high: number) => {
  const source = random(11, stream);
  return Array.from({ length: 6 }, () => low + (high - low) * source.uniform());
};

test('direction averages in closed form agree with averages over sampled directions', () => {
  const outputs = [0.7, -1.1, 0.4];
  for (const name of ['sin', 'erf', 'tanh', 'relu', 'identity'] as const) {
    const { value } = activations[name];
    for (const z of [0.3, 2.5]) {
      const source = random(5, `${name} ${z}`);
      const samples = Array.from({ length: 60_000 }, () => {
        const output = outputs.reduce((sum, a) => sum + a * value(z * source.gaussian()), 0);
        return 0.5 * output * output;
      });
      const mean = samples.reduce((sum, one) => sum + one, 0) / samples.length;
      expect(mean / averageProfile(name, outputs, z), `${name} at ${z}`).toBeCloseTo(1, 1);
    }
  }
});

test('the average of tanh² has its limits and is smooth where the quadrature changes', () => {
  expect(meanSquare('tanh', 1e-5) / 1e-10).toBeCloseTo(1, 8);
  // 1 − E tanh²(zg) → (2/z)·φ(0) for large z.
  expect((1 - meanSquare('tanh', 1e6)) * 1e6).toBeCloseTo(2 / Math.sqrt(2 * Math.PI), 6);
  const [below, above] = [1, 1 + 1e-9].map((z) => meanSquare('tanh', z));
  expect(Math.abs(above - below)).toBeLessThan(1e-9);
});

test('averages of bounded activations rise with z and stay below 1', () => {
  for (const name of ['sin', 'erf', 'tanh'] as const)
    fc.assert(
      fc.property(
        fc.double({ min: 1e-4, max: 1e4, noNaN: true }),
        fc.double({ min: 1.01, max: 10, noNaN: true }),
        (z, factor) => {
          const [low, high] = [z, factor * z].map((at) => meanSquare(name, at));
          expect(high).toBeGreaterThanOrEqual(low - 1e-15);
          expect(high).toBeLessThanOrEqual(1);
        },
      ),
    );
});

test('the loss of a network at the zero teacher is its profile stretched by each magnitude, for every direction', () => {
  const source = random(3, 'network');
  const [outputs, direction] = [gaussianVector(4, source), gaussianVector(4, source)];
  const magnitudes = separatedMagnitudes(3, 7);
  const profile = (z: number) =>
    0.5 * outputs.reduce((sum, a, i) => sum + a * Math.tanh(z * direction[i]), 0) ** 2;
  const at = 0.37;
  const direct =
    magnitudes.values.reduce((sum, m) => {
      const output = outputs.reduce((total, a, i) => total + a * Math.tanh(at * direction[i] * m), 0);
      return sum + 0.5 * output ** 2;
    }, 0) / 3;
  expect(stretchedLoss(profile, magnitudes, [at])[0]).toBeCloseTo(direct, 12);
});

test('all magnitudes times c is the same as all distances times c', () => {
  const t = logSpaced(1e-4, 1e2, 10);
  fc.assert(
    fc.property(fc.double({ min: 1e-2, max: 1e2, noNaN: true }), (c) => {
      const stretched = averageLoss('erf', [1, -2], separatedMagnitudes(3, 30, c), t);
      const moved = averageLoss(
        'erf',
        [1, -2],
        separatedMagnitudes(3, 30),
        t.map((x) => c * x),
      );
      stretched.forEach((value, i) => expect(value / moved[i]).toBeCloseTo(1, 10));
    }),
  );
});

test('ReLU is exactly homogeneous at a zero teacher: p = 2 for all magnitudes', () => {
  const t = logSpaced(1e-6, 1e2, 20);
  const f = averageLoss('relu', [1, -0.5, 2], separatedMagnitudes(4, 100), t);
  for (const p of growthExponents(t, f)) expect(Math.abs(p - 2)).toBeLessThan(1e-10);
});

test('a density m^−α of magnitudes gives L ∝ t^(α−1), at exponents drawn at random', () => {
  for (const alpha of drawn('core', 1.5, 2.5)) {
    const f = stretchedLoss(tanhProfile.value, density(alpha), inside);
    expect(Math.abs(fittedExponent(inside, f) - predictedExponent(alpha)), `α = ${alpha}`).toBeLessThan(0.05);
  }
  for (const alpha of [...drawn('low', 1.25, 1.5), ...drawn('high', 2.5, 2.75)]) {
    const f = averageLoss('erf', [1], density(alpha), inside);
    expect(Math.abs(fittedExponent(inside, f) - predictedExponent(alpha)), `α = ${alpha}`).toBeLessThan(0.1);
  }
});

test('a quadratic profile has exponent 2 whatever the density of magnitudes', () => {
  for (const alpha of drawn('control', 1.25, 2.75)) {
    const f = stretchedLoss(
      unitProfile((z) => z),
      density(alpha),
      inside,
    );
    expect(fittedExponent(inside, f)).toBeCloseTo(2, 10);
  }
});

test('the two-cycle of such a loss has x ∝ η^(1/(3−α)) and multiplier (5−2α)², at exponents drawn at random', () => {
  for (const alpha of drawn('cycle', 2.05, 2.45)) {
    const magnitudes = density(alpha);
    const rates = logSpaced(1e-8, 1e4, 8);
    const cycles = rates.map((rate) => constructionCycle(tanhProfile, magnitudes, rate));
    const kept = cycles.flatMap((cycle, i) =>
      cycle && cycle.amplitude > 1e-5 && cycle.amplitude < 1e-3 ? [{ rate: rates[i], ...cycle }] : [],
    );
    const slope = fittedExponent(
      kept.map(({ rate }) => rate),
      kept.map(({ amplitude }) => amplitude),
    );
    expect(kept.length).toBeGreaterThan(3);
    expect(slope).toBeCloseTo(predictedCycleExponent(alpha), 1);
    for (const { multiplier } of kept)
      expect(Math.abs(multiplier - predictedMultiplier(alpha))).toBeLessThan(0.03);
  }
});

test('gradient descent started beside a stable two-cycle stays on it', () => {
  const magnitudes = separatedMagnitudes(1, 1);
  const rate = 2.4;
  const { amplitude, multiplier } = constructionCycle(tanhProfile, magnitudes, rate)!;
  expect(multiplier).toBeLessThan(1);
  let x = 1.01 * amplitude;
  for (let step = 0; step < 400; step++) x -= rate * tanhProfile.first(x);
  expect(Math.abs(x)).toBeCloseTo(amplitude, 8);
});

test('below the edge there is no cycle', () => {
  expect(constructionCycle(tanhProfile, separatedMagnitudes(2, 10), 1e-3)).toBeNull();
});

test('the derivatives of the tanh profile are those of its value', () => {
  const h = 1e-5;
  for (const z of [0.1, 0.8, 2.3]) {
    const { value, first, second } = tanhProfile;
    expect(first(z)).toBeCloseTo((value(z + h) - value(z - h)) / (2 * h), 8);
    expect(second(z)).toBeCloseTo((first(z + h) - first(z - h)) / (2 * h), 8);
  }
});

test('weights are a density of magnitudes that sums to 1', () => {
  fc.assert(
    fc.property(fc.double({ min: 1, max: 3, noNaN: true }), (alpha) => {
      const { values, weights } = density(alpha);
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
      // Per unit of ln m the weight goes as m^(1−α).
      expect(Math.log(weights[20] / weights[0]) / Math.log(values[20] / values[0])).toBeCloseTo(1 - alpha, 8);
    }),
  );
});

test('every activation of the construction has an average', () => {
  const names: readonly ConstructionActivation[] = ['sin', 'erf', 'tanh', 'relu', 'identity'];
  for (const name of names) expect(meanSquare(name, 0.5)).toBeGreaterThan(0);
});
