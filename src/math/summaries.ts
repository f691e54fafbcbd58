import * as d3 from 'd3';
import { binaryScale } from './binary-scale.ts';

// d3's own skip NaN, null and undefined without a word, which makes a number that cannot be told look like one that can.

/** A statistic that is no number: of too few values, or of values among which one is not finite. */
export class UndefinedStatistic extends RangeError {}

/** Of values, or of what `pick` takes from each item. Throws `UndefinedStatistic`, and skips nothing. */
export interface Summary {
  (values: Iterable<number>): number;
  <T>(items: Iterable<T>, pick: (item: T, index: number) => number): number;
}

/** @throws UndefinedStatistic unless there are `least` values or more, and every one is finite */
export function complete(name: string, values: readonly number[], least = 1): readonly number[] {
  const { length } = values;
  if (length < least)
    throw new UndefinedStatistic(`${name} needs at least ${least} of its values, not ${length}`);
  const gap = values.findIndex((value) => !Number.isFinite(value));
  if (gap >= 0)
    throw new UndefinedStatistic(`${name} of ${length} values, of which number ${gap + 1} is ${values[gap]}`);
  return values;
}

/**
 * The value itself, for what compares it: a comparison with NaN is false, which may be what passes.
 * @throws UndefinedStatistic where it is not finite
 */
export function finite(name: string, value: number | undefined): number {
  if (!Number.isFinite(value)) throw new UndefinedStatistic(`${name} is ${value}`);
  return value!;
}

const strict =
  (name: string, of: (values: readonly number[]) => number | undefined, least = 1): Summary =>
  (items: Iterable<unknown>, pick?: (item: never, index: number) => number) => {
    const values = Array.from(items as Iterable<never>, pick ?? ((value: number) => value));
    return finite(name, of(complete(name, values, least)));
  };

/** Arithmetic mean. */
export const mean = strict('mean', (values) => d3.mean(values));
/** The middle value, or the mean of the two middle ones. */
export const median = strict('median', (values) => d3.median(values));
/** Standard deviation of a sample, with n − 1 below the root; squares of values of any size neither under- nor overflow. */
export const deviation = strict(
  'standard deviation',
  (values) => {
    const unit = binaryScale(d3.max(values, Math.abs)!);
    return unit * d3.deviation(values, (value) => value / unit)!;
  },
  2,
);
/** The largest value. */
export const max = strict('maximum', (values) => d3.max(values));
/** The smallest value. */
export const min = strict('minimum', (values) => d3.min(values));

/** The smallest and the largest value. */
export const extent = (values: readonly number[]): [number, number] => [min(values), max(values)];

/**
 * The value below which a share `p` of them lies, interpolated.
 * @throws RangeError for a share outside of [0, 1]
 */
export function quantile(values: readonly number[], p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a quantile is of a share between 0 and 1, not ${p}`);
  return strict('quantile', (all) => d3.quantile(all, p))(values);
}

/** The value furthest from a number; the first of several. */
export const furthest = (values: readonly number[], from: number): number =>
  strict('value furthest from another', (all) =>
    Number.isFinite(from)
      ? all.reduce((a, b) => (Math.abs(b - from) > Math.abs(a - from) ? b : a))
      : finite('number to be far from', from),
  )(values);

/** A summary of values none of which may be missing; null where one is, or where there are none. */
export const ofAll = <T>(
  summarise: (values: readonly number[]) => T,
  values: readonly (number | null)[],
): T | null => (values.length === 0 || values.includes(null) ? null : summarise(values as readonly number[]));
