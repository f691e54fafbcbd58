import { requireCurve, requireFinite, requirePositive } from './finite.ts';
import { growthExponents } from './growth.ts';

/** Thresholds of the detector (content/methods/detector.mdx). */
export const scaleDetector = {
  /** Standard deviation, in decades of t, of the Gaussian that smooths p. */
  smoothing: 0.1,
  /** A fall of p, and the prominence of a peak after one, that counts. Dimensionless. */
  exponentProminence: 0.05,
  /** Prominence of a peak of df/d ln t that counts, as a part of its largest value. */
  slopeProminence: 0.1,
  /** Exponents strictly between these are neither those of one scale nor those past all scales. */
  between: [0.2, 1.8],
  /** Decades of such exponents that make a continuum. */
  continuum: 2,
  /** Scales that make them separate. */
  separate: 2,
} as const;

/** A contiguous range of distances on which p stays between the bounds of a continuum. */
interface ScaleBand {
  readonly from: number;
  readonly to: number;
  readonly decades: number;
}

/** The scales of one slice. */
export interface Scales {
  /** Distances at which an exponent is known. */
  readonly t: readonly number[];
  /** Smoothed local exponent at these distances. */
  readonly p: readonly number[];
  /** max(byExponent, bySlope, 1). */
  readonly count: number;
  /** 1 + peaks of p that rise again after a fall. */
  readonly byExponent: number;
  /** Peaks of df/d ln t: each is a distance at which one scale does most of its growing. */
  readonly bySlope: number;
  /** Distances of those peaks, ascending. */
  readonly slopePeaks: readonly number[];
  /** The longest band; null where p never lies between the bounds. */
  readonly band: ScaleBand | null;
  readonly kind: 'separate' | 'continuum' | 'single';
}

/** Gaussian mean of values over log₁₀ t, with weights that are normalised where the slice ends. */
export function smoothedOverDecades(
  t: readonly number[],
  values: readonly number[],
  decades: number,
): number[] {
  requireCurve('smoothed curve', t, values);
  requirePositive({ decades });
  const logs = t.map(Math.log10);
  // A hair wider than whole steps of a grid, so that rounding does not decide which points count.
  const reach = 4 * decades + 1e-9;
  let first = 0;
  return logs.map((at) => {
    while (logs[first] < at - reach) first++;
    let [sum, total] = [0, 0];
    for (let j = first; j < logs.length && logs[j] <= at + reach; j++) {
      const weight = Math.exp(-0.5 * ((logs[j] - at) / decades) ** 2);
      sum += weight * values[j];
      total += weight;
    }
    return sum / total;
  });
}

/**
 * Indices of the local maxima inside a curve whose prominence is at least `prominence`: the height over the higher of
 * the two lowest points that separate it from higher ground or from the end of the curve.
 */
export function prominentPeaks(values: readonly number[], prominence: number): number[] {
  requireFinite('values of a curve with peaks', values);
  if (!(prominence >= 0)) throw new RangeError(`the prominence of a peak is ${prominence}`);
  const lowestTowards = (i: number, step: 1 | -1) => {
    let lowest = values[i];
    for (let j = i + step; j >= 0 && j < values.length && values[j] <= values[i]; j += step)
      lowest = Math.min(lowest, values[j]);
    return lowest;
  };
  return values.flatMap((value, i) => {
    const inside = i > 0 && i < values.length - 1;
    if (!inside || !(value > values[i - 1]) || !(value >= values[i + 1])) return [];
    return value - Math.max(lowestTowards(i, -1), lowestTowards(i, 1)) >= prominence ? [i] : [];
  });
}

/** Whether the curve has fallen by at least `drop` from an earlier height somewhere before each index. */
function fellBefore(values: readonly number[], drop: number): boolean[] {
  let highest = -Infinity;
  let fell = false;
  return values.map((value) => {
    const before = fell;
    highest = Math.max(highest, value);
    if (highest - value >= drop) fell = true;
    return before;
  });
}

/** The longest contiguous range of distances with p strictly between the bounds; null where there is none. */
export function scaleBand(
  t: readonly number[],
  p: readonly number[],
  [low, high]: readonly [number, number] = scaleDetector.between,
): ScaleBand | null {
  requireCurve('exponents of a band', t, p);
  let longest: ScaleBand | null = null;
  let start = -1;
  t.forEach((distance, i) => {
    if (!(p[i] > low && p[i] < high)) {
      start = -1;
      return;
    }
    if (start < 0) start = i;
    const decades = Math.log10(distance / t[start]);
    if (longest === null || decades > longest.decades) longest = { from: t[start], to: distance, decades };
  });
  return longest;
}

function kindOf(count: number, band: ScaleBand | null): Scales['kind'] {
  if (count >= scaleDetector.separate) return 'separate';
  return band !== null && band.decades >= scaleDetector.continuum ? 'continuum' : 'single';
}

/**
 * How many separate scales a rise f [t] has, and over how many decades its exponent is that of a continuum. `exponents` may
 * leave out, as null, what rounding blurs; by default only where f vanishes or changes its sign.
 * @throws RangeError for a rise that is not finite, or of which no exponent is known
 */
export function detectScales(
  t: readonly number[],
  f: readonly number[],
  exponents: readonly (number | null)[] = growthExponents(t, f).map((p) => (Number.isFinite(p) ? p : null)),
): Scales {
  requireCurve('rise', t, f);
  requireCurve('exponents', t, exponents);
  const known = t.flatMap((_, i) => (exponents[i] === null ? [] : [i]));
  if (known.length === 0) throw new RangeError('the scales of a slice without a known exponent');
  const at = known.map((i) => t[i]);
  const p = smoothedOverDecades(
    at,
    known.map((i) => exponents[i]!),
    scaleDetector.smoothing,
  );
  const slopes = known.map((i, k) => p[k] * f[i]);
  const { exponentProminence, slopeProminence } = scaleDetector;
  const fell = fellBefore(p, exponentProminence);
  const byExponent = 1 + prominentPeaks(p, exponentProminence).filter((i) => fell[i]).length;
  const highest = slopes.reduce((a, b) => Math.max(a, b), 0);
  const peaks = prominentPeaks(slopes, slopeProminence * highest);
  const count = Math.max(byExponent, peaks.length, 1);
  const band = scaleBand(at, p);
  return {
    t: at,
    p,
    count,
    byExponent,
    bySlope: peaks.length,
    slopePeaks: peaks.map((i) => at[i]),
    band,
    kind: kindOf(count, band),
  };
}
