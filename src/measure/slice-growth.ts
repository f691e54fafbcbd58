import { z } from 'zod';
import type { Loss } from '../math/loss.ts';
import {
  decreasingShare,
  growthExponents,
  logSpaced,
  meanExponent,
  quadraticRadius,
  riseError,
  symmetrisedRise,
  valueAt,
} from '../math/growth.ts';
import { max, ofAll } from '../math/statistics.ts';
import { dot } from '../math/vector.ts';
import { directionKinds, type Direction } from './directions.ts';
import type { SliceRecord } from './network-schemas.ts';

/** p is published only where rounding in float64 can move it by less than this. */
export const exponentResolution = 5e-7;

/** Interval of t on which f′(t)/t is asked to fall (content/methods/definitions.mdx). */
export const decreaseInterval = [1e-2, 10] as const;

export const growthSchema = z.strictObject({
  direction: z.string(),
  kind: z.enum(directionKinds),
  /** vᵀHv at the centre. */
  curvature: z.number(),
  t: z.array(z.number()),
  /** Symmetrised rise of the loss. */
  f: z.array(z.number()),
  /** Local growth exponent; null where float64 cannot resolve it. */
  p: z.array(z.number().nullable()),
  /** Null where the slice is quadratic to its end, or float64 resolves no exponent of it. */
  quadraticRadius: z.number().nullable(),
  /** Mean of p over the decade past the quadratic radius. */
  exponent: z.number().nullable(),
  /** Mean of p over the last two decades of the slice, whether it leaves its parabola or not. */
  outerExponent: z.number().nullable(),
  exponentAt3: z.number().nullable(),
  decreasingShare: z.number(),
  /** Largest |p − 2| over the slice. */
  largestDeviationFromTwo: z.number().nullable(),
});

export type GrowthRecord = z.output<typeof growthSchema>;

/** Distances of a slice, on both sides of its centre. */
export const sliceGrid = z.strictObject({
  from: z.number().positive(),
  to: z.number().positive(),
  pointsPerDecade: z.int().positive(),
});

export type SliceGrid = z.output<typeof sliceGrid>;

/** Losses along one direction on both sides of the centre, in float64. */
export function measureSlice(
  loss: Pick<Loss, 'slice'>,
  centre: Float64Array,
  direction: Pick<Direction, 'name' | 'vector'>,
  { from, to, pointsPerDecade }: SliceGrid,
): SliceRecord {
  const distances = logSpaced(from, to, pointsPerDecade);
  const t = [...distances.map((distance) => -distance).reverse(), ...distances];
  const losses = Array.from(loss.slice(centre, direction.vector, t));
  return { direction: direction.name, centre: 'final', t, loss: losses };
}

/** Distances t > 0 and the symmetrised rise of a slice with both signs of t. */
export function riseOf(slice: SliceRecord, centreLoss: number): { t: number[]; f: number[] } {
  const half = slice.t.length / 2;
  return {
    t: slice.t.slice(half),
    f: symmetrisedRise(slice.loss.slice(half), slice.loss.slice(0, half).reverse(), centreLoss),
  };
}

/** Local growth exponents with null where rounding may move them by more than `resolution`. */
export function resolvedExponents(
  t: readonly number[],
  f: readonly number[],
  centreLoss: number,
  resolution = exponentResolution,
): (number | null)[] {
  const error = riseError(f, centreLoss);
  const step = Math.log(t[1] / t[0]);
  return growthExponents(t, f).map((exponent, i) => {
    const uncertainty = Math.max(error[Math.max(i - 1, 0)], error[i]) / step;
    return uncertainty < resolution && Number.isFinite(exponent) ? exponent : null;
  });
}

/** How the loss grows along a symmetric slice: exponents, quadratic radius and the paper's condition. */
export function growthOf(
  slice: SliceRecord,
  direction: Direction,
  hessianTimesDirection: Float64Array,
  centreLoss: number,
): GrowthRecord {
  const { t, f } = riseOf(slice, centreLoss);
  const p = resolvedExponents(t, f, centreLoss);
  const resolved = t.flatMap((_, i) => (p[i] === null ? [] : [i]));
  const [ts, fs] = [t, f].map((values) => resolved.map((i) => values[i]));
  const curvature = dot(direction.vector, hessianTimesDirection);
  const radius = resolved.length === 0 ? null : quadraticRadius(ts, fs, curvature);
  const deviations = resolved.map((i) => Math.abs(p[i]! - 2));
  const end = t[t.length - 1];
  return {
    direction: direction.name,
    kind: direction.kind,
    curvature,
    t,
    f,
    p,
    quadraticRadius: radius,
    exponent: radius === null ? null : meanExponent(ts, fs, radius, 10 * radius),
    outerExponent: meanExponent(ts, fs, end / 100, end),
    exponentAt3: valueAt(t, p, 3),
    decreasingShare: decreasingShare(t, f, riseError(f, centreLoss), decreaseInterval),
    largestDeviationFromTwo: ofAll(max, deviations),
  };
}
