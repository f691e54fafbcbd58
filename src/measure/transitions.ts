import { z } from 'zod';
import { logisticRise } from '../math/logistic.ts';
import { transitionWidth } from '../math/transition.ts';
import type { SliceRecord } from './network-schemas.ts';
import { resolvedExponents, riseOf } from './slice-growth.ts';

/** Rounding may move an exponent by this much. */
const resolution = 1e-3;

export const transitionSchema = z.strictObject({
  direction: z.string(),
  t: z.array(z.number()),
  /** Local exponent of the slice. */
  p: z.array(z.number().nullable()),
  /** The same with every sample's |projection| set to their root mean square: magnitudes without a spread. */
  uniform: z.array(z.number().nullable()),
  /** Decades from p = 1.9 to p = 1.1. */
  width: z.number().nullable(),
  uniformWidth: z.number().nullable(),
});

export type Transition = z.output<typeof transitionSchema>;

/** How wide the slice's transition is, and how wide it would be if all samples had projections of the same size. */
export function measureTransition(
  slice: SliceRecord,
  centreLoss: number,
  margin: Float64Array,
  projection: Float64Array,
): Transition {
  const { t, f } = riseOf(slice, centreLoss);
  const size = Math.sqrt(projection.reduce((sum, value) => sum + value ** 2, 0) / projection.length);
  const same = projection.map((value) => (value < 0 ? -size : size));
  const p = resolvedExponents(t, f, centreLoss, resolution);
  const uniform = resolvedExponents(t, logisticRise(margin, same, t), centreLoss, resolution);
  return {
    direction: slice.direction,
    t,
    p,
    uniform,
    width: transitionWidth(t, p),
    uniformWidth: transitionWidth(t, uniform),
  };
}
