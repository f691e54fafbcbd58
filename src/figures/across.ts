import { max, median, min, ofAll } from '../math/statistics.ts';

type Values = readonly (number | null)[];

/** Applies `summary` at each t across slices; null where any slice has a gap. */
function across(
  columns: readonly Values[],
  summary: (values: readonly number[]) => number,
): (number | null)[] {
  return columns[0].map((_, i) =>
    ofAll(
      summary,
      columns.map((column) => column[i]),
    ),
  );
}

/** Of each place its median, its least and its largest value over columns; null where one has a gap. */
export const medianAcross = (columns: readonly Values[]) => across(columns, median);
export const lowestAcross = (columns: readonly Values[]) => across(columns, min);
export const highestAcross = (columns: readonly Values[]) => across(columns, max);
