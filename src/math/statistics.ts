import { mean, median, deviation } from 'd3';
import studentQuantile from '@stdlib/stats-base-dists-t-quantile';

export { mean, median };

export interface Estimate {
  readonly value: number;
  readonly interval: readonly [number, number];
}

/**
 * Mean with Student's t confidence interval over independent seeds.
 * @throws RangeError with fewer than two values, from which no spread can be told.
 */
export function tInterval(values: readonly number[], level = 0.95): Estimate {
  if (values.length < 2) throw new RangeError(`an interval needs at least 2 seeds, not ${values.length}`);
  const value = mean(values)!;
  const half =
    (studentQuantile((1 + level) / 2, values.length - 1) * deviation(values)!) / Math.sqrt(values.length);
  return { value, interval: [value - half, value + half] };
}
