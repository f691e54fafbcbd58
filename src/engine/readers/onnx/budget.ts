/** The most numbers that one result of a graph may have: shapes in a damaged file may be any. */
export const mostNumbers = 2 ** 26;

/** Whether a tensor of this shape can be made. */
export const fitsBudget = (shape: readonly number[]): boolean =>
  shape.every((side) => Number.isSafeInteger(side) && side >= 0) &&
  shape.reduce((product, side) => product * side, 1) <= mostNumbers;
