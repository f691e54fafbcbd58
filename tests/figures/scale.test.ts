import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Axis } from '../../src/figures/figure-data.ts';
import { decadesAround, scaleOf, stepsAround, ticksOf } from '../../src/figures/scale.ts';

const axis = (scale: Axis['scale'], domain: readonly [number, number]): Axis => ({
  words: 'x',
  symbol: 'x',
  unit: 'm',
  scale,
  domain,
});

test('a log scale puts equal ratios at equal distances', () => {
  const scale = scaleOf(axis('log', [1, 100]), [0, 200]);
  [1, 10, 100, 1000].forEach((value, i) => expect(scale(value)).toBeCloseTo(100 * i, 9));
});

test('log ticks are whole powers of ten, further apart where there is little room', () => {
  const domain = [1e-6, 1e4] as const;
  expect(ticksOf(scaleOf(axis('log', domain), [270, 0]), 24)).toHaveLength(11);
  expect(ticksOf(scaleOf(axis('log', domain), [180, 0]), 24)).toEqual([1e-6, 1e-4, 1e-2, 1, 100, 1e4]);
});

test('no two ticks come closer than asked', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -8, max: 0 }),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 100, max: 900 }),
      (low, high, length) => {
        const scale = scaleOf(axis('log', [10 ** low, 10 ** high]), [0, length]);
        const at = ticksOf(scale, 24).map(scale);
        expect(at.length).toBeGreaterThan(0);
        for (let i = 1; i < at.length; i++) expect(at[i] - at[i - 1]).toBeGreaterThanOrEqual(24 - 1e-6);
      },
    ),
  );
});

test('domains close around their values', () => {
  expect(decadesAround([3e-3, 20])).toEqual([1e-3, 100]);
  expect(stepsAround([0.71, 2.03], 0.25)).toEqual([0.5, 2.25]);
});
