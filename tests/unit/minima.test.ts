import { expect, test } from 'vitest';
import { countMinima, minimaOf } from '../../src/math/minima.ts';

test('a curve with two valleys has a minimum in each, at the lowest value', () => {
  expect(minimaOf([5, 3, 1, 2, 4, 3, 2, 6], 1e-9)).toEqual([2, 6]);
});

test('falls within the tolerance are no minima, and neither are the ends', () => {
  expect(countMinima([3, 2, 1, 1 + 1e-12, 1, 1 + 1e-12, 2], 1e-9)).toBe(1);
  expect(countMinima([1, 2, 3, 2, 1], 0)).toBe(0);
});
