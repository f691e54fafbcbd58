import { tInterval } from '../../math/statistics.ts';

export interface Measured {
  readonly value: number | null;
  readonly interval: readonly [number, number] | null;
}

/** Eight steps of float32 beside a value: what another order of the same additions may change. */
const relativeRounding = 8 * 2 ** -23;
/** The same for values that ought to be zero. */
const absoluteRounding = 1e-12;

/** Half the width of an interval over seeds; 0 where there is none. */
export const halfWidth = ({ interval }: Measured): number => (interval ? (interval[1] - interval[0]) / 2 : 0);

/** By how much rounding alone may move a value. */
export const rounding = ({ value }: Measured): number =>
  Math.max(absoluteRounding, relativeRounding * Math.abs(value ?? 0));

/** What a tolerance depends on besides a statistic's own spread. */
export interface Family {
  /** Seeds behind the interval. */
  readonly seeds: number;
  /** Statistics that are compared together. */
  readonly statistics: number;
}

/** The chance that a whole comparison raises a false alarm. */
const falseAlarm = 0.05;

/**
 * By how much a 95 % interval over seeds has to be widened so that all statistics of a family lie in theirs together 19
 * times in 20 (Bonferroni).
 */
export function familyFactor({ seeds, statistics }: Family): number {
  if (seeds < 2) return 1;
  // The ratio of two widths is the same for any values.
  const any = Array.from({ length: seeds }, (_, seed) => seed);
  const width = (level: number) => halfWidth(tInterval(any, level));
  return width(1 - falseAlarm / Math.max(1, statistics)) / width(0.95);
}

/**
 * How far a statistic may move before it counts as drift: √2 times the half width of its interval over seeds, widened for
 * all the statistics that are compared with it, and never less than rounding.
 *
 * The half width is t·s/√n. A mean over n other seeds differs from this one with standard error √2·s/√n. Another
 * processor adds in another order, and where training is chaotic that is as good as other seeds; so even if it drew every
 * trajectory anew, 19 verifications in 20 would find nothing, while a change that no choice of seeds explains is found.
 */
export const tolerance = (measured: Measured, family: Family): number =>
  Math.max(Math.SQRT2 * familyFactor(family) * halfWidth(measured), rounding(measured));

/** How far two measurements of equal standing may lie apart: the same by both of their intervals. */
export const apart = (one: Measured, other: Measured, family: Family): number =>
  Math.max(familyFactor(family) * Math.hypot(halfWidth(one), halfWidth(other)), rounding(one));
