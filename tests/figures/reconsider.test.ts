import { expect, test } from 'vitest';
import { verdicts, type ClaimTest } from '../../src/experiments/claim.ts';
import { wouldChange } from '../../src/site/reconsider.ts';

const one = (name: string, passes: boolean): ClaimTest => ({
  name,
  statistic: name,
  value: 1,
  interval: [0.9, 1.1],
  seeds: 5,
  rule: 'upper bound < 2',
  passes,
  control: { name: 'none', value: 2, interval: [2, 2], rule: 'exactly 2', passes: true },
});

test('a verdict of “partly” names what failed and what held', () => {
  expect(wouldChange({ verdict: 'partly', tests: [one('growth', true), one('bands', false)] })).toBe(
    'It would be supported if “bands” held as well, and refuted if “growth” failed too.',
  );
});

test('an undecided claim names the tests whose controls did not behave', () => {
  const loose = { ...one('edge', true), control: { ...one('', false).control, passes: false } };
  expect(wouldChange({ verdict: 'inconclusive', tests: [loose, one('growth', true)] })).toMatch(
    /if “edge” could/,
  );
});

test('every verdict has words of its own', () => {
  const words = verdicts.map((verdict) => wouldChange({ verdict, tests: [one('a', true), one('b', false)] }));
  expect(new Set(words).size).toBe(verdicts.length);
});
