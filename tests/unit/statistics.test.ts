import * as d3 from 'd3';
import fc from 'fast-check';
import { linearRegression } from 'simple-statistics';
import { expect, test } from 'vitest';
import { rankCorrelation, slopeOf } from '../../src/math/fits.ts';
import {
  deviation,
  extent,
  finite,
  furthest,
  max,
  mean,
  median,
  min,
  ofAll,
  quantile,
  tInterval,
  UndefinedStatistic,
} from '../../src/math/statistics.ts';

const statistics: Readonly<Record<string, (values: readonly number[]) => unknown>> = {
  mean,
  median,
  deviation,
  max,
  min,
  extent,
  quantile: (values) => quantile(values, 0.25),
  furthest: (values) => furthest(values, 0),
  tInterval: (values) => tInterval(values),
  slope: (values) => slopeOf(values.map((value, i) => [i, value])),
  'rank correlation': (values) =>
    rankCorrelation(
      values,
      values.map((_, i) => i),
    ),
};

const strange = [Number.NaN, Infinity, -Infinity, null, undefined] as unknown as number[];

test.each(Object.entries(statistics))(
  '%s refuses every value that is no number, wherever it stands',
  (_, of) => {
    for (const value of strange)
      for (const values of [
        [value, 1, 3],
        [1, value, 3],
        [1, 3, value],
        [value, value, value],
      ])
        expect(() => of(values)).toThrow(UndefinedStatistic);
  },
);

test.each(Object.entries(statistics))('%s of no values is refused', (_, of) => {
  expect(() => of([])).toThrow(RangeError);
});

test('the complaint names the statistic and the place', () => {
  expect(() => mean([1, Number.NaN, 3])).toThrow('mean of 3 values, of which number 2 is NaN');
  expect(() => tInterval([1, Number.NaN, 3])).toThrow('mean of 3 values, of which number 2 is NaN');
  expect(() => finite('the drift', Number.NaN)).toThrow('the drift is NaN');
});

test('what is picked from items is held to the same', () => {
  expect(mean([{ a: 1 }, { a: 4 }], ({ a }) => a)).toBe(2.5);
  expect(() => max([{ a: 1 }, { a: 0 }], ({ a }) => a / a)).toThrow(UndefinedStatistic);
});

const values = fc
  .array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 2 })
  // Squares of smaller ones underflow in the libraries, and not in ours.
  .filter((all) => all.every((value) => value === 0 || Math.abs(value) > 1e-140));

test('of finite values they are d3’s to the last bit', () => {
  fc.assert(
    fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (x, p) => {
      for (const [ours, theirs] of [
        [mean(x), d3.mean(x)],
        [median(x), d3.median(x)],
        [deviation(x), d3.deviation(x)],
        [max(x), d3.max(x)],
        [min(x), d3.min(x)],
        [quantile(x, p), d3.quantile(x, p)],
        [mean(Float64Array.from(x)), d3.mean(x)],
        [mean(x, (value, i) => value * i), d3.mean(x, (value, i) => value * i)],
      ])
        expect(ours).toBe(theirs);
      expect(extent(x)).toEqual(d3.extent(x));
    }),
  );
});

test('mean and interval of 1, 2, 3, whose quantile of two degrees of freedom has a closed form', () => {
  const p = 0.975;
  const half = (2 * p - 1) / Math.sqrt(2 * p * (1 - p)) / Math.sqrt(3);
  const { value, interval } = tInterval([1, 2, 3]);
  expect(value).toBe(2);
  expect(interval[0]).toBeCloseTo(2 - half, 9);
  expect(interval[1]).toBeCloseTo(2 + half, 9);
});

test.each([[[1e308, 1e308]], [[1e308, -1e308]]])('the interval of %j, which overflows, is refused', (x) => {
  expect(() => tInterval(x)).toThrow(UndefinedStatistic);
});

test.each([1e-300, 1e-170, 1e170, 1e300])(
  'spreads and slopes of values of %s are those of others',
  (size) => {
    const x = [1, 2, 4].map((value) => size * value);
    expect(deviation(x) / size).toBeCloseTo(deviation([1, 2, 4]), 12);
    const { interval } = tInterval(x);
    tInterval([1, 2, 4]).interval.forEach((bound, i) => expect(interval[i] / size).toBeCloseTo(bound, 12));
    expect(slopeOf(x.map((value): [number, number] => [value, value]))).toBeCloseTo(1, 12);
    expect(slopeOf(x.map((value): [number, number] => [value, 3 * (value / size)])) * size).toBeCloseTo(
      3,
      12,
    );
  },
);

test.each([0, 1, -1, 2, Number.NaN])('a level of %s is refused', (level) => {
  expect(() => tInterval([1, 2], level)).toThrow(RangeError);
});

test.each([-0.1, 1.1, Number.NaN])('a quantile at %s is refused', (p) => {
  expect(() => quantile([1, 2], p)).toThrow(RangeError);
});

test('the furthest of several values is the first of them', () => {
  expect(furthest([2.1, 1.5, 2.5, 2], 2)).toBe(1.5);
  expect(() => furthest([1, 2], Number.NaN)).toThrow(UndefinedStatistic);
});

test('a summary of values that may be missing is null where one is, or none is there', () => {
  expect(ofAll(max, [1, 3, 2])).toBe(3);
  expect(ofAll(max, [1, null])).toBeNull();
  expect(ofAll(max, [])).toBeNull();
  expect(() => ofAll(max, [1, Number.NaN])).toThrow(UndefinedStatistic);
});

test('one point has no slope, nor have points above one another', () => {
  expect(() => slopeOf([[1, 2]])).toThrow(UndefinedStatistic);
  expect(() =>
    slopeOf([
      [1, 2],
      [1, 3],
    ]),
  ).toThrow(UndefinedStatistic);
  expect(
    slopeOf([
      [0, 1],
      [1, 3],
      [2, 5],
    ]),
  ).toBe(2);
});

test('slopes are those of simple-statistics to the last bit', () => {
  fc.assert(
    fc.property(values, (y) => {
      const points = y.map((value, i): [number, number] => [i, value]);
      expect(slopeOf(points)).toBe(linearRegression(points).m);
    }),
  );
});

test('ranks correlate as values rise together; where all are the same there is none', () => {
  expect(rankCorrelation([1, 2, 3], [1, 10, 100])).toBeCloseTo(1, 14);
  expect(rankCorrelation([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1, 14);
  expect(rankCorrelation([1, 2, 3], [5, 5, 5])).toBeNull();
  expect(() => rankCorrelation([1, 2], [1])).toThrow(RangeError);
});
