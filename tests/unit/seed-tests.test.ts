import fc from 'fast-check';
import { expect, test } from 'vitest';
import { claimTestSchema } from '../../src/claims/claim.ts';
import type { Artifact } from '../../src/claims/experiment.ts';
import {
  acrossKinds,
  exactly,
  lowerAbove,
  lowerAtLeast,
  measuredTest,
  near,
  perSeed,
  upperAtMost,
  upperBelow,
  within,
  type PerSeed,
} from '../../src/claims/seed-tests.ts';
import { judgeTests } from '../../src/claims/verdict.ts';
import { mean } from '../../src/math/statistics.ts';

const judged = (values: PerSeed, control: PerSeed = [2, 2, 2], rule = upperBelow(2)) =>
  measuredTest({
    name: 'growth',
    statistic: 'exponent',
    values,
    rule,
    control: { name: 'linear network', values: control, rule: near(2, 0.1) },
  });

test('a test of numbers has their mean, its interval and nothing missing', () => {
  const found = judged([1, 1.1, 1.2]);
  expect(found).toMatchObject({ seeds: 3, passes: true, control: { passes: true } });
  expect(found.value).toBeCloseTo(1.1, 14);
  expect([found, found.control].some((one) => 'missing' in one)).toBe(false);
  expect(judgeTests([found])).toEqual({ verdict: 'supported', reason: 'Holds: growth.' });
});

test.each([Number.NaN, Infinity, -Infinity, null])('%s in one seed leaves a test without a value', (gap) => {
  const found = claimTestSchema.parse(judged([1, 1.1, gap]));
  expect(found).toMatchObject({ value: null, interval: null, passes: false, seeds: 3, missing: [2] });
  expect(judgeTests([found, judged([1, 1, 1])])).toEqual({
    verdict: 'inconclusive',
    reason: 'Not computable from these runs: growth (no value in seed 2).',
  });
});

test.each([Number.NaN, Infinity, null])(
  '%s in one seed of a control is told as one of the control',
  (gap) => {
    expect(judgeTests([judged([1, 1, 1], [gap, 2, gap, gap])])).toEqual({
      verdict: 'inconclusive',
      reason: 'Not computable from these runs: the control of growth (no value in seeds 0, 2 and 3).',
    });
  },
);

test('seeds are named by their numbers, not by their places', () => {
  const values = new Map([
    [100, 1],
    [104, Number.NaN],
  ]);
  expect(judged(values)).toMatchObject({ seeds: 2, missing: [104] });
});

test('numbers too large for their mean and spread leave no value either', () => {
  expect(judged([1e308, 1e308, -1e308], [2, 2], lowerAbove(-Infinity))).toMatchObject({
    value: null,
    passes: false,
  });
});

const rules = [
  lowerAtLeast(-1e9),
  lowerAbove(-1e9),
  upperBelow(1e9),
  upperAtMost(1e9),
  within(-1e9, 1e9),
  exactly(1),
  near(0, 1e9),
];

test('what is published of a test holds no NaN and no infinite number', () => {
  const good = judged([1, 1, 1]);
  expect(claimTestSchema.parse(good)).toEqual(good);
  for (const wrong of [Number.NaN, Infinity])
    for (const change of [
      { value: wrong },
      { interval: [1, wrong] },
      { control: { ...good.control, value: wrong } },
    ])
      expect(claimTestSchema.safeParse({ ...good, ...change }).success).toBe(false);
});

test('whatever the rule, values of which one is no number never pass, and never support a claim', () => {
  const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  const gap = fc.constantFrom(Number.NaN, Infinity, -Infinity, null);
  fc.assert(
    fc.property(fc.array(value), gap, fc.array(value), fc.constantFrom(...rules), (a, no, b, rule) => {
      const found = judged([...a, no, ...b], [2, 2], rule);
      expect(found).toMatchObject({ value: null, passes: false, missing: [a.length] });
      expect(judgeTests([found]).verdict).toBe('inconclusive');
    }),
  );
});

test.each([[[]], [[1]]])('%j is too few seeds for a value, and passes nothing', (values) => {
  for (const rule of rules)
    expect(judged(values, [2, 2], rule)).toMatchObject({ value: null, passes: false });
});

test.each([
  { value: Number.NaN },
  { interval: [Number.NaN, 1] as [number, number] },
  { interval: null },
  { value: null },
])('a test that says it passes with %j does not support a claim', (wrong) => {
  const good = judged([1, 1, 1]);
  expect(judgeTests([{ ...good, ...wrong, passes: true }]).verdict).toBe('inconclusive');
  const control = { ...good.control, ...wrong, passes: true };
  expect(judgeTests([{ ...good, control }]).verdict).toBe('inconclusive');
});

const run = (seed: number, values: readonly number[]): Artifact<readonly number[]> => ({
  id: `run-seed${seed}`,
  variant: 'run',
  seed,
  status: 'complete',
  output: values,
});

test('a statistic that is undefined in a run is NaN for its seed, and other faults are thrown on', () => {
  const runs = [run(7, [1, Number.NaN]), run(3, [1, 3]), run(5, [])];
  expect([...perSeed(runs, (values) => mean(values))]).toEqual([
    [3, 2],
    [5, Number.NaN],
    [7, Number.NaN],
  ]);
  expect(() =>
    perSeed(runs, () => {
      throw new TypeError('a fault');
    }),
  ).toThrow(TypeError);
});

test('two runs of one seed are refused rather than one of them left out', () => {
  expect(() => perSeed([run(1, []), run(1, [])], () => 0)).toThrow(/seed 1 has two runs/);
});

test('kinds of run are paired by their seeds: one that lacks a run leaves that seed without a value', () => {
  const [first, second] = [
    new Map([
      [0, 1],
      [1, 2],
      [2, 3],
    ]),
    new Map([
      [0, 10],
      [2, 30],
      [3, 40],
    ]),
  ];
  expect([...acrossKinds([first, second], ([a, b]) => b - a)]).toEqual([
    [0, 9],
    [1, null],
    [2, 27],
    [3, null],
  ]);
  expect([...acrossKinds([[1, Number.NaN]], ([a]) => Number(a > 0))]).toEqual([
    [0, 1],
    [1, Number.NaN],
  ]);
});
