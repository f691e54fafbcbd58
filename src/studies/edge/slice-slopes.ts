import type { SliceRecord } from '../../measure/network-schemas.ts';
import { riseOf } from '../../measure/slice-growth.ts';
import { growthExponents } from '../../math/growth.ts';

/** The loss at the centre, from the two points on either side next to it: exact to fourth order in their distance. */
function centreLoss({ t, loss }: SliceRecord): number {
  const half = t.length / 2;
  const [near, far] = [0, 1].map((i) => ({
    square: t[half + i] ** 2,
    loss: (loss[half + i] + loss[half - 1 - i]) / 2,
  }));
  return (near.loss * far.square - far.loss * near.square) / (far.square - near.square);
}

/** The symmetrised rise of the loss above the centre at each distance t > 0. */
export const sliceRise = (slice: SliceRecord) => riseOf(slice, centreLoss(slice));

/** f′(t)/t of the symmetrised slice at each distance t > 0, its curvature there as gradient descent meets it. */
export function sliceSlopes(slice: SliceRecord): {
  readonly t: readonly number[];
  readonly slopes: readonly number[];
} {
  const { t, f } = sliceRise(slice);
  return { t, slopes: growthExponents(t, f).map((p, i) => (p * f[i]) / t[i] ** 2) };
}
