import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ruleOfText } from '../../src/claims/rule-of-text.ts';
import {
  exactly,
  lowerAbove,
  lowerAtLeast,
  near,
  upperAtMost,
  upperBelow,
  within,
  type Rule,
} from '../../src/claims/seed-tests.ts';
import { readReference, referenceFolder } from '../../src/pipeline/verify/reference.ts';

const number = fc.oneof(
  fc.constantFrom(0, 1, 2, 0.95, -1.25, 1e-8, -1e-20, 1e-6),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
);
const rules: fc.Arbitrary<Rule> = fc
  .tuple(
    fc.constantFrom(lowerAtLeast, lowerAbove, upperBelow, upperAtMost, within, exactly, near),
    number,
    number,
  )
  .map(([rule, one, other]) => rule(one, other));

test('a rule read from its text is the rule: it passes and fails the same intervals', () => {
  fc.assert(
    fc.property(rules, number, number, (rule, one, other) => {
      const interval = [Math.min(one, other), Math.max(one, other)] as const;
      const estimate = { value: one, interval };
      expect(ruleOfText(rule.text)?.holds(estimate)).toBe(rule.holds(estimate));
    }),
    { numRuns: 1000 },
  );
});

test('a text that is no rule is none', () => {
  for (const text of [
    '',
    'as it pleases',
    'upper bound < a',
    'upper bound < 1.45 or so',
    'interval within [1]',
  ])
    expect(ruleOfText(text)).toBeNull();
});

test('every rule of the committed reference can be read', async () => {
  const { claims } = (await readReference(referenceFolder, 'full-native'))!;
  const texts = claims.flatMap(({ tests }) => tests.flatMap(({ rule, control }) => [rule, control.rule]));
  expect(texts.length).toBeGreaterThan(20);
  expect(texts.filter((text) => ruleOfText(text) === null)).toEqual([]);
});
