import { expect, test } from 'vitest';
import type { Artifact } from '../../src/claims/experiment.ts';
import { judgeGrowth } from '../../src/studies/growth/judge.ts';
import type { GrowthOutput } from '../../src/measure/network-growth.ts';
import type { GrowthRecord } from '../../src/measure/slice-growth.ts';

const record = (kind: GrowthRecord['kind'], values: Partial<GrowthRecord>): GrowthRecord => ({
  direction: 'e1',
  kind,
  curvature: 7,
  t: [],
  f: [],
  p: [],
  quadraticRadius: 1.5,
  exponent: 1.2,
  outerExponent: 2,
  exponentAt3: 1.5,
  decreasingShare: 1,
  largestDeviationFromTwo: 1,
  ...values,
});

function artifact(variant: string, seed: number, growth: GrowthRecord[]): Artifact<GrowthOutput> {
  const output = { growth } as GrowthOutput;
  return { id: `growth-${variant}-seed${seed}`, variant, seed, status: 'complete', output };
}

const flat = { exponentAt3: 2, decreasingShare: 0 };
const linear = [0, 1, 2].map((seed) =>
  artifact('linear', seed, [record('top eigenvector', flat), record('random', flat)]),
);
const tanh = (exponents: number[], random: number) =>
  exponents.map((exponent, seed) =>
    artifact('tanh4', seed, [
      record('top eigenvector', { exponent }),
      record('random', { exponentAt3: random }),
    ]),
  );

test('subquadratic seeds pass, with the t interval of their mean and the linear control at 2', () => {
  const [past, , falls, random] = judgeGrowth([...tanh([1.1, 1.2, 1.3], 1.6), ...linear]);
  expect(past).toMatchObject({ passes: true, seeds: 3, control: { value: 2, passes: true } });
  // Half width t(0.975, 2)·0.1/√3 with t = 4.30265.
  expect(past.interval![1]).toBeCloseTo(1.2 + (4.30265 * 0.1) / Math.sqrt(3), 4);
  expect([falls.passes, random.passes]).toEqual([true, true]);
});

test('seeds that straddle the threshold fail it', () => {
  expect(judgeGrowth([...tanh([1.1, 1.2, 1.9], 1.6), ...linear])[0].passes).toBe(false);
});

test('quadratic random directions fail their own test alone', () => {
  expect(judgeGrowth([...tanh([1.1, 1.2, 1.3], 2.01), ...linear]).map(({ passes }) => passes)).toEqual([
    true,
    true,
    true,
    false,
  ]);
});

test('a linear network off 2 by more than a millionth fails the control', () => {
  const bent = linear.map(({ output, ...rest }) => ({
    ...rest,
    output: { growth: output.growth.map((one) => ({ ...one, outerExponent: 2 + 2e-6 })) } as GrowthOutput,
  }));
  expect(judgeGrowth([...tanh([1.1, 1.2, 1.3], 1.6), ...bent])[0].control.passes).toBe(false);
});

test('a seed without the statistic leaves the test without a value', () => {
  const missing = artifact('tanh4', 3, []);
  expect(judgeGrowth([...tanh([1.1, 1.2], 1.6), missing, ...linear])[0]).toMatchObject({
    value: null,
    passes: false,
  });
});
