import { linearRegression, sampleRankCorrelation } from 'simple-statistics';
import { complete, finite } from './summaries.ts';

/** Least-squares slope of y on x through points [x, y], at least two: one alone has no slope. */
export function slopeOf(points: readonly (readonly [number, number])[]): number {
  for (const axis of [0, 1] as const)
    complete(
      `slope of ${points.length} points`,
      points.map((point) => point[axis]),
      2,
    );
  return finite(`slope of ${points.length} points`, linearRegression(points.map((point) => [...point])).m);
}

/** Spearman's correlation of two lists, by the ranks of their values; null where those of a list are all the same. */
export function rankCorrelation(x: readonly number[], y: readonly number[]): number | null {
  if (x.length !== y.length) throw new RangeError(`ranks of ${x.length} and of ${y.length} values`);
  for (const values of [x, y]) complete('rank correlation', values, 2);
  if ([x, y].some((values) => values.every((value) => value === values[0]))) return null;
  return finite('rank correlation', sampleRankCorrelation([...x], [...y]));
}
