/**
 * Where `f` changes sign on [low, high], by bisection down to neighbouring numbers; the end nearer 0 in |f|.
 * @throws RangeError when both ends have the same sign.
 */
export function bisect(f: (x: number) => number, low: number, high: number): number {
  const [atLow, atHigh] = [f(low), f(high)];
  if (atLow === 0) return low;
  if (atHigh === 0) return high;
  if (!(atLow < 0 !== atHigh < 0)) throw new RangeError(`no change of sign between ${low} and ${high}`);
  const rising = atHigh > 0;
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    const value = f(middle);
    if (value === 0) return middle;
    if (value > 0 === rising) high = middle;
    else low = middle;
  }
  return Math.abs(f(low)) < Math.abs(f(high)) ? low : high;
}

/** Every change of sign of `f` between neighbours of the increasing `grid`, refined by bisection. */
export function signChanges(f: (x: number) => number, grid: readonly number[]): number[] {
  const values = grid.map(f);
  return grid.flatMap((x, i) => {
    if (values[i] === 0) return [x];
    const next = values[i + 1];
    return i + 1 < grid.length && next !== 0 && Number.isFinite(next) && next < 0 !== values[i] < 0
      ? [bisect(f, x, grid[i + 1])]
      : [];
  });
}
