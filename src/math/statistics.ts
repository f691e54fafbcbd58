import studentQuantile from '@stdlib/stats-base-dists-t-quantile';
import { deviation, finite, mean, UndefinedStatistic } from './summaries.ts';

export * from './summaries.ts';

/** A mean over seeds with the bounds of its interval, in the unit of the values. */
export interface Estimate {
  readonly value: number;
  readonly interval: readonly [number, number];
}

/**
 * Mean with Student's t confidence interval over independent seeds.
 * @throws UndefinedStatistic with fewer than two values, with one that is not finite, or where their sum is not
 */
export function tInterval(values: readonly number[], level = 0.95): Estimate {
  if (values.length < 2)
    throw new UndefinedStatistic(`an interval needs at least 2 seeds, not ${values.length}`);
  if (!(level > 0 && level < 1))
    throw new RangeError(`the level of an interval lies between 0 and 1, not at ${level}`);
  const value = mean(values);
  const half =
    (studentQuantile((1 + level) / 2, values.length - 1) * deviation(values)) / Math.sqrt(values.length);
  return { value, interval: [finite('lower bound', value - half), finite('upper bound', value + half)] };
}
