import { requireFinite } from './finite.ts';

/**
 * ∫ f over [from, to] by Simpson's rule on `intervals` equal intervals, an even number; for smooth f.
 * @throws RangeError where the number is odd, or a limit or the integral is not finite
 */
export function quadrature(f: (x: number) => number, from: number, to: number, intervals = 20000): number {
  requireFinite('limits of an integral', [from, to]);
  if (!(Number.isSafeInteger(intervals) && intervals > 0 && intervals % 2 === 0))
    throw new RangeError(`Simpson’s rule needs an even number of intervals, not ${intervals}`);
  const h = (to - from) / intervals;
  let sum = f(from) + f(to);
  for (let i = 1; i < intervals; i++) sum += (i % 2 === 1 ? 4 : 2) * f(from + i * h);
  requireFinite('integral', [sum]);
  return (sum * h) / 3;
}
