import { linearRegression, sampleRankCorrelation } from 'simple-statistics';
import { binaryScale } from './binary-scale.ts';
import { complete, finite } from './summaries.ts';

/**
 * Least-squares slope of y on x through points [x, y], at least two: one alone has no slope.
 * @throws UndefinedStatistic where there are fewer, or a coordinate is not finite
 */
export function slopeOf(points: readonly (readonly [number, number])[]): number {
  const name = `slope of ${points.length} points`;
  const axis = (i: 0 | 1) =>
    complete(
      name,
      points.map((point) => point[i]),
      2,
    );
  // Squares of x, and products with y, neither under- nor overflow in units of the largest.
  const unit = (values: readonly number[]) => binaryScale(Math.max(...values.map(Math.abs)));
  const [x, y] = [axis(0), axis(1)];
  const [ofX, ofY] = [unit(x), unit(y)];
  const { m } = linearRegression(x.map((value, i) => [value / ofX, y[i] / ofY]));
  return finite(name, m * (ofY / ofX));
}

/**
 * Spearman's correlation of two lists, by the ranks of their values; null where those of a list are all the same.
 * @throws RangeError for lists of other lengths, of fewer than two values, or with one that is not finite
 */
export function rankCorrelation(x: readonly number[], y: readonly number[]): number | null {
  if (x.length !== y.length) throw new RangeError(`ranks of ${x.length} and of ${y.length} values`);
  for (const values of [x, y]) complete('rank correlation', values, 2);
  if ([x, y].some((values) => values.every((value) => value === values[0]))) return null;
  return finite('rank correlation', sampleRankCorrelation([...x], [...y]));
}
