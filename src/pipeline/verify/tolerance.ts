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

/**
 * How far a statistic may move before it counts as drift: √2 times the half width of its 95 % interval over seeds, and
 * never less than rounding.
 *
 * The half width is t·s/√n. A mean over n other seeds differs from this one with standard error √2·s/√n, so 19 times in
 * 20 by less than √2·t·s/√n. A change within that could as well come from a choice of other seeds; one beyond it
 * could not, and the same seeds on another machine move less.
 */
export const tolerance = (measured: Measured): number =>
  Math.max(Math.SQRT2 * halfWidth(measured), rounding(measured));
