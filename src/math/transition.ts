import { requireCurve, requireFinite } from './finite.ts';

/**
 * Distance at which a curve that starts above `level` first falls to it, linear in log t; null where it does not or
 * where the curve has a gap before.
 */
export function firstFallTo(
  t: readonly number[],
  values: readonly (number | null)[],
  level: number,
): number | null {
  requireCurve('transition', t, values);
  requireFinite('level of a transition', [level]);
  const from = values.findIndex((value) => value !== null && value > level);
  if (from < 0) return null;
  for (let i = from + 1; i < t.length; i++) {
    const [before, value] = [values[i - 1], values[i]];
    if (before === null || value === null) return null;
    if (value <= level) return t[i - 1] * (t[i] / t[i - 1]) ** ((before - level) / (before - value));
  }
  return null;
}

/**
 * Decades from where the exponent p [t] falls to 1.9 to where it falls to 1.1; null where it does not come to that.
 * @throws RangeError where t and p are no curve
 */
export function transitionWidth(t: readonly number[], p: readonly (number | null)[]): number | null {
  const [start, end] = [1.9, 1.1].map((level) => firstFallTo(t, p, level));
  return start === null || end === null ? null : Math.log10(end! / start!);
}
