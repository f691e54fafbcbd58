import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ClaimTest } from '../../../src/experiments/claim.ts';
import { tInterval } from '../../../src/math/statistics.ts';
import { random } from '../../../src/math/random.ts';
import { compare } from '../../../src/pipeline/verify/drift.ts';
import { summarise } from '../../../src/pipeline/verify/reference.ts';
import { sideBySide } from '../../../src/pipeline/verify/wording.ts';
import { tolerance } from '../../../src/pipeline/verify/tolerance.ts';
import { claimTest, head, judged } from './fixture.ts';

const reference = (...tests: ClaimTest[]) => summarise(head(), judged(tests));
/** A test and its control. */
const family = { seeds: 5, statistics: 2 };
const growth = claimTest('growth', 1.3, 0.02);

test('untouched results have no drift', () => {
  const { rows, verdicts, drifts } = compare(reference(growth), reference(growth));
  expect(drifts).toEqual([]);
  expect(rows.map(({ statistic }) => statistic)).toEqual(['growth', 'growth – control: linear']);
  expect(verdicts[0]).toEqual({ claim: 'R1', reference: 'supported', found: 'supported' });
});

test('a statistic drifts when it moves by more than its tolerance, whatever its size', () => {
  const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  const half = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
  fc.assert(
    fc.property(value, half, fc.double({ min: -3, max: 3, noNaN: true }), (at, width, share) => {
      fc.pre(Math.abs(Math.abs(share) - 1) > 1e-3 && width > 1e-5 * Math.abs(at));
      const allowed = tolerance({ value: at, interval: [at - width, at + width] }, family);
      const moved = claimTest('growth', at + share * allowed, width);
      const { drifts } = compare(reference(claimTest('growth', at, width)), reference(moved));
      expect(drifts.length).toBe(Math.abs(share) > 1 ? 1 : 0);
    }),
  );
});

test('a drift names the statistic, both values and the tolerance', () => {
  const { drifts } = compare(reference(growth), reference(claimTest('growth', 1.35, 0.02)));
  expect(drifts).toEqual(['R1, growth: 1.3 is now 1.35, tolerance 0.0356']);
});

test('a control that moves is a drift, and one that is exact may move by rounding only', () => {
  const moved = (by: number): ClaimTest => ({
    ...growth,
    control: { ...growth.control, value: 2 + by, interval: [2 + by, 2 + by] },
  });
  expect(compare(reference(growth), reference(moved(1e-6))).drifts).toEqual([]);
  expect(compare(reference(growth), reference(moved(1e-4))).drifts).toEqual([
    'R1, growth – control: linear: 2 is now 2.0001, tolerance 0.00000191',
  ]);
});

test('a changed verdict, outcome, rule, number of seeds or list of tests is a drift', () => {
  const against = (...tests: ClaimTest[]) => compare(reference(growth), reference(...tests)).drifts;
  expect(against({ ...growth, passes: false })).toEqual([
    'R1: the verdict was supported and is refuted',
    'R1, growth: it passed and now does not',
  ]);
  expect(against({ ...growth, rule: 'upper bound < 1.6' })).toEqual([
    'R1, growth: its rule "upper bound < 1.45" is now "upper bound < 1.6"',
  ]);
  expect(against({ ...growth, seeds: 3 })).toEqual(['R1, growth: measured with 5 seeds and now with 3']);
  expect(against(growth, claimTest('more', 1, 0.1))).toEqual(['R1, more: the test is not in the reference']);
  expect(against(claimTest('more', 1, 0.1))).toContain('R1, growth: the test is gone from the results');
  expect(against({ ...growth, value: null, interval: null })).toContain('R1, growth: 1.3 is now none');
});

test('of two results of equal standing, each side is named, and intervals where only one of them passes', () => {
  const words = sideBySide('native', 'wasm');
  const beside = (...tests: ClaimTest[]) => compare(reference(growth), reference(...tests), words);
  expect(beside(growth)).toMatchObject({ names: ['native', 'wasm'], drifts: [] });
  expect(beside({ ...growth, passes: false }).drifts).toEqual([
    'R1: another verdict, supported on native, refuted on wasm',
    'R1, growth: passes on native only (native: 1.3, interval [1.28, 1.32]; wasm: 1.3, interval [1.28, 1.32])',
  ]);
  expect(beside(growth, claimTest('more', 1, 0.1)).drifts).toEqual(['R1, more: measured on wasm only']);
});

test('where every statistic is drawn anew from the same populations, about one verification in twenty finds a drift', () => {
  const source = random(3, 'populations');
  const draw = () => tInterval(Array.from({ length: 5 }, () => 1.3 + 0.1 * source.gaussian()));
  const [trials, statistics] = [1500, 20];
  let alarms = 0;
  for (let i = 0; i < trials; i++) {
    const differ = Array.from({ length: statistics }, () => {
      const [one, other] = [draw(), draw()];
      return Math.abs(one.value - other.value) > tolerance(one, { seeds: 5, statistics });
    });
    if (differ.includes(true)) alarms++;
  }
  expect(alarms / trials).toBeGreaterThan(0.02);
  expect(alarms / trials).toBeLessThan(0.07);
});
