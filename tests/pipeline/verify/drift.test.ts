import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ClaimTest } from '../../../src/claims/claim.ts';
import { tInterval } from '../../../src/math/statistics.ts';
import { random } from '../../../src/math/random.ts';
import { compare } from '../../../src/pipeline/verify/drift.ts';
import { summarise } from '../../../src/pipeline/verify/reference.ts';
import { equalStanding } from '../../../src/pipeline/verify/terms.ts';
import { tolerance } from '../../../src/pipeline/verify/tolerance.ts';
import { claimTest, head, judged } from './fixture.ts';
import type { ResultsHead } from '../../../src/claims/published.ts';

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

test('a drift names the statistic, both values, both outcomes and the tolerance', () => {
  const { drifts, rows } = compare(reference(growth), reference(claimTest('growth', 1.35, 0.02)));
  expect(drifts).toEqual([
    'R1, growth: 1.3 is now 1.35, tolerance 0.0356; it passes as before (1.3, interval [1.28, 1.32], 5 seeds; now 1.35, interval [1.33, 1.37], 5 seeds)',
  ]);
  expect(rows[0]).toMatchObject({ moved: ['value'], passes: [true, true] });
});

test('a control that moves is a drift, and one that is exact may move by rounding only', () => {
  const moved = (by: number): ClaimTest => ({
    ...growth,
    control: { ...growth.control, value: 2 + by, interval: [2 + by, 2 + by] },
  });
  expect(compare(reference(growth), reference(moved(1e-6))).drifts).toEqual([]);
  expect(compare(reference(growth), reference(moved(1e-4))).drifts).toEqual([
    expect.stringMatching(/^R1, growth – control: linear: 2 is now 2.0001, tolerance 0.00000191; it passes/),
  ]);
});

const spans = '(1.3, interval [1.28, 1.32], 5 seeds; now 1.3, interval [1.28, 1.32], 5 seeds)';

test.each<readonly [what: string, now: readonly ClaimTest[], moved: readonly string[], sentence: string]>([
  [
    'an outcome',
    [{ ...growth, passes: false }],
    ['outcome'],
    `R1, growth: it passed and now does not ${spans}`,
  ],
  [
    'a rule',
    [{ ...growth, rule: 'upper bound < 1.6' }],
    ['rule'],
    `R1, growth: its rule "upper bound < 1.45" is now "upper bound < 1.6"; it passes as before ${spans}`,
  ],
  [
    'a number of seeds',
    [{ ...growth, seeds: 3 }],
    ['seeds'],
    `R1, growth: measured with 5 seeds and now with 3; it passes as before ${spans.replace('5 seeds)', '3 seeds)')}`,
  ],
  [
    'another control',
    [{ ...growth, control: { ...growth.control, name: 'affine' } }],
    ['control'],
    'R1, growth – control: linear: the control "linear" is now "affine"; it passes as before (2, interval [2, 2], 5 seeds; now 2, interval [2, 2], 5 seeds)',
  ],
  [
    'a test more',
    [growth, claimTest('more', 1, 0.1)],
    ['new'],
    'R1, more: the test is not in the reference; it passes now (1, interval [0.9, 1.1], 5 seeds)',
  ],
  [
    'a test less',
    [claimTest('more', 1, 0.1)],
    ['gone'],
    'R1, growth: the test is gone from the results; it passes in the reference (1.3, interval [1.28, 1.32], 5 seeds)',
  ],
  [
    'a value that is gone',
    [{ ...growth, value: null, interval: null, missing: [2, 3] }],
    ['value'],
    'R1, growth: 1.3 is now none; it passes as before (1.3, interval [1.28, 1.32], 5 seeds; now none, without an interval, 5 seeds, no value in 2, 3)',
  ],
  [
    'a value that is no number',
    [{ ...growth, value: NaN }],
    ['value'],
    'R1, growth: 1.3 is now NaN, tolerance 0.0356; it passes as before (1.3, interval [1.28, 1.32], 5 seeds; now NaN, interval [1.28, 1.32], 5 seeds)',
  ],
])('%s is a drift that says what it is', (_, now, moved, sentence) => {
  const { drifts, rows } = compare(reference(growth), reference(...now));
  expect(drifts).toContain(sentence);
  expect(rows.find(({ drift }) => drift !== null && sentence.endsWith(drift))?.moved).toEqual(moved);
});

test('nothing that is no number agrees with anything', () => {
  const number = fc.oneof(fc.constant(NaN), fc.constant(1.3), fc.constant(null));
  const ends = fc.tuple(fc.constantFrom(NaN, 1.2), fc.constantFrom(NaN, 1.4));
  fc.assert(
    fc.property(number, number, ends, ends, fc.boolean(), (before, now, one, other, ofControl) => {
      fc.pre([before, now, ...one].some(Number.isNaN));
      const measured = (value: number | null, interval: [number, number]): ClaimTest =>
        ofControl
          ? { ...growth, control: { ...growth.control, value, interval } }
          : { ...growth, value, interval };
      fc.pre(!(before === null && now === null));
      const { rows } = compare(reference(measured(before, one)), reference(measured(now, other)));
      expect(rows[ofControl ? 1 : 0].moved).toContain('value');
    }),
  );
});

test('a changed verdict is a drift', () => {
  expect(compare(reference(growth), reference({ ...growth, passes: false })).drifts[0]).toBe(
    'R1: the verdict was supported and is refuted',
  );
});

test('with fewer seeds each test whose outcome has changed is named with both values, and no other', () => {
  const other = claimTest('other', 1, 0.1);
  const few: ClaimTest = { ...growth, value: 1.4, interval: [1, 1.8], seeds: 2, passes: false };
  const now = summarise({ ...head(), seeds: 2 }, judged([few, { ...other, value: 1.2, seeds: 2 }]));
  const { drifts, rows } = compare(reference(growth, other), now);
  expect(drifts).toEqual([
    'another set of seeds: the reference is of each experiment’s own seeds, now it is seeds 0 and 1',
    'R1: the verdict was supported and is partly',
    'R1, growth: it passed and now does not (1.3, interval [1.28, 1.32], 5 seeds; now 1.4, interval [1, 1.8], 2 seeds)',
  ]);
  expect(rows.map(({ moved }) => moved)).toEqual([['outcome'], [], [], []]);
});

test.each<readonly [what: string, now: Partial<ResultsHead>, compared: boolean, words: RegExp]>([
  [
    'another data set',
    { dataset: 'fashion-mnist' },
    false,
    /^another data set: .*, now it is Fashion-MNIST images$/,
  ],
  [
    'another profile',
    { profile: 'full' },
    false,
    /^another profile: the reference is of quick, now it is full$/,
  ],
  ['another backend', { backend: head('wasm').backend }, false, /^another backend: .* now it is wasm/],
  ['seeds from elsewhere', { firstSeed: 100 }, true, /^another set of seeds: .* from 100 on$/],
  [
    'fewer experiments',
    { experiments: [], incomplete: ['found'] },
    true,
    /^another list of experiments: .*, now it is none of 1 experiments as a whole$/,
  ],
])('%s is no like for like, and says so', (_, now, compared, words) => {
  const { drifts, rows } = compare(reference(growth), summarise({ ...head(), ...now }, judged([growth])));
  expect(drifts).toEqual([expect.stringMatching(words)]);
  expect(rows.length > 0).toBe(compared);
});

test('another version of the backend and another commit are shown and compared', () => {
  const now = { ...head(), commit: null, backend: { ...head().backend, version: 'next' } };
  const { drifts, heads } = compare(reference(growth), summarise(now, judged([growth])));
  expect(drifts).toEqual([]);
  expect(heads.map(({ found }) => found)).toContain('native, next, threads 1, float32');
});

test('of two results of equal standing, each side is named, and intervals where only one of them passes', () => {
  const beside = (...tests: ClaimTest[]) =>
    compare(reference(growth), reference(...tests), equalStanding('native', 'wasm'));
  expect(beside(growth)).toMatchObject({ names: ['native', 'wasm'], drifts: [] });
  expect(beside({ ...growth, passes: false }).drifts).toEqual([
    'R1: another verdict, supported on native, refuted on wasm',
    'R1, growth: passes on native only (native: 1.3, interval [1.28, 1.32], 5 seeds; wasm: 1.3, interval [1.28, 1.32], 5 seeds)',
  ]);
  expect(beside(growth, claimTest('more', 1, 0.1)).drifts).toEqual([
    'R1, more: measured on wasm only; it passes there (1, interval [0.9, 1.1], 5 seeds)',
  ]);
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
