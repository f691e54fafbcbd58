import { expect, test } from 'vitest';
import { ruleWords } from '../../src/site/rule-words.ts';

test('a comparison stays with its number, and is no tag', () => {
  expect(ruleWords('upper bound < 1.45')).toBe('upper bound\u00a0&lt;\u00a01.45');
});

test('powers of ten are written as such', () => {
  expect(ruleWords('upper bound < 1e−8')).toBe('upper bound\u00a0&lt;\u00a010<sup>−8</sup>');
  expect(ruleWords('|value − 2| < 5e-7 at both bounds')).toBe(
    '|value − 2|\u00a0&lt;\u00a05\u00a0×\u00a010<sup>−7</sup> at both bounds',
  );
});
