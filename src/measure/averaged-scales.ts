import { z } from 'zod';
import { mean } from '../math/statistics.ts';
import { plateaus } from '../math/plateaus.ts';
import { gaussianVector, random } from '../math/random.ts';
import { unit } from '../math/vector.ts';
import type { Direction } from './directions.ts';
import type { SliceRecord } from './network-schemas.ts';
import { resolvedExponents, riseOf } from './slice-growth.ts';

/** Rounding may move an exponent in which plateaus are sought by this much: a quarter of their tolerance. */
const scaleResolution = 0.05;

export const plateauSchema = z.strictObject({ from: z.number(), to: z.number(), curvature: z.number() });

export const averagedScalesSchema = z.strictObject({
  t: z.array(z.number()),
  /** Mean over the directions of the symmetrised rise. */
  f: z.array(z.number()),
  /** Local exponent of that mean; null where float64 cannot resolve it. */
  p: z.array(z.number().nullable()),
  plateaus: z.array(plateauSchema),
});

export type AveragedScales = z.output<typeof averagedScalesSchema>;

/** A direction whose entries float32 holds, so that its tensor is half as long and no less exact. */
export interface RoundedDirection {
  readonly name: string;
  readonly vector: Float64Array;
}

export const roundedDirection = (name: string, vector: Float64Array): RoundedDirection => ({
  name,
  vector: Float64Array.from(Float32Array.from(unit(vector))),
});

/** Independent directions, uniform on the sphere. */
export function averagingDirections(dimension: number, count: number, seed: number): Direction[] {
  const source = random(seed, 'random directions');
  return Array.from({ length: count }, (_, i) => ({
    ...roundedDirection(`random${i + 1}`, gaussianVector(dimension, source)),
    kind: 'random',
  }));
}

/** Exponent and plateaus of a rise. */
export function scalesOf(t: number[], f: number[], centreLoss: number): AveragedScales {
  const p = resolvedExponents(t, f, centreLoss, scaleResolution);
  return { t, f, p, plateaus: plateaus(t, f, p) };
}

/** Scales of the rise averaged over slices that share their distances. */
export function averagedScales(slices: readonly SliceRecord[], centreLoss: number): AveragedScales {
  const rises = slices.map((slice) => riseOf(slice, centreLoss));
  const f = rises[0].t.map((_, i) => mean(rises, (rise) => rise.f[i]));
  return scalesOf(rises[0].t, f, centreLoss);
}
