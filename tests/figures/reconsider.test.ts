import { expect, test } from 'vitest';
import { verdicts, type ClaimTest } from '../../src/claims/claim.ts';
import { reconsider } from '../../src/site/reconsider.ts';

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
  expect(reconsider({ verdict: 'partly', tests: [one('growth', true), one('bands', false)] })).toEqual({
    sentence: 'It would be supported if “bands” held as well, and refuted if “growth” failed too.',
    groups: [],
  });
});

test('several tests are counted in the sentence and named in a list', () => {
  const tests = [one('a', true), one('b', false), one('c', true), one('d', true)];
  expect(reconsider({ verdict: 'partly', tests })).toEqual({
    sentence:
      'It would be supported if “b” held as well, and refuted if all three tests that hold here failed too.',
    groups: [{ does: 'hold', names: ['a', 'c', 'd'] }],
  });
});

test('an undecided claim names the tests whose controls did not behave', () => {
  const loose = { ...one('edge', true), control: { ...one('', false).control, passes: false } };
  const { sentence } = reconsider({ verdict: 'inconclusive', tests: [loose, one('growth', true)] });
  expect(sentence).toMatch(/if “edge” could/);
});

test('every verdict has words of its own, and no test is lost', () => {
  const tests = ['a', 'b'].flatMap((name) => [one(name, true), one(`not ${name}`, false)]);
  const found = verdicts.map((verdict) => reconsider({ verdict, tests }));
  expect(new Set(found.map(({ sentence }) => sentence)).size).toBe(verdicts.length);
  const [partly] = found.filter((_, i) => verdicts[i] === 'partly');
  expect(partly.groups.flatMap(({ names }) => names).sort()).toEqual(tests.map(({ name }) => name).sort());
});
