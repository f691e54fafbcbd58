/**
 * Where `f` changes sign on [low, high], by bisection down to neighbouring numbers; the end nearer 0 in |f|.
 * @throws RangeError when both ends have the same sign, or where `f` is NaN.
 */
export function bisect(f: (x: number) => number, low: number, high: number): number {
  const known = (x: number) => {
    const value = f(x);
    if (Number.isNaN(value)) throw new RangeError(`a change of sign of what is NaN at ${x}`);
    return value;
  };
  const [atLow, atHigh] = [known(low), known(high)];
  if (atLow === 0) return low;
  if (atHigh === 0) return high;
  if (!(low < high && atLow < 0 !== atHigh < 0))
    throw new RangeError(`no change of sign between ${low} and ${high}`);
  const rising = atHigh > 0;
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    const value = known(middle);
    if (value === 0) return middle;
    if (value > 0 === rising) high = middle;
    else low = middle;
  }
  return Math.abs(f(low)) < Math.abs(f(high)) ? low : high;
}

/** Every change of sign of `f` between neighbours of the increasing `grid` where it is finite, refined by bisection. */
export function signChanges(f: (x: number) => number, grid: readonly number[]): number[] {
  const values = grid.map(f);
  return grid.flatMap((x, i) => {
    if (values[i] === 0) return [x];
    const next = values[i + 1];
    const finite = Number.isFinite(values[i]) && Number.isFinite(next);
    return i + 1 < grid.length && next !== 0 && finite && next < 0 !== values[i] < 0
      ? [bisect(f, x, grid[i + 1])]
      : [];
  });
}
