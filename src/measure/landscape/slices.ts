import type { HessianVectorProduct } from '../../math/checked-product.ts';
import type { Loss } from '../../math/loss.ts';
import { mean } from '../../math/statistics.ts';
import type { Direction } from '../directions.ts';
import { growthClass } from '../growth-class.ts';
import { growthOf, measureSlice, riseOf, type SliceGrid } from '../slice-growth.ts';
import type { GrowthAlong } from './options.ts';
import { scalesAlong } from './scales.ts';
import type { Report } from './schema.ts';

/** The loss along a direction, and how it grows. */
export function growthAlong(
  loss: Loss,
  {
    point,
    centreLoss,
    product,
  }: { readonly point: Float64Array; readonly centreLoss: number; readonly product: HessianVectorProduct },
  direction: Direction,
  grid: SliceGrid,
): GrowthAlong {
  const slice = measureSlice(loss, point, direction, grid);
  return { slice, growth: growthOf(slice, direction, product(direction.vector), centreLoss) };
}

/** A slice as the report has it. */
export function sliceOfReport({ slice, growth }: GrowthAlong): Report['slices'][number] {
  return {
    ...slice,
    kind: growth.kind,
    curvature: growth.curvature,
    distances: growth.t,
    rise: growth.f,
    exponents: growth.p,
    quadraticRadius: growth.quadraticRadius,
    exponent: growth.exponent,
    exponentAt3: growth.exponentAt3,
    decreasingShare: growth.decreasingShare,
    growth: growthClass(growth),
  };
}

/** Scales along each direction, and of the mean over the random ones. */
export function allScales(slices: readonly GrowthAlong[], loss: number): Report['scales'] {
  const single = slices.map(({ slice, growth }) =>
    scalesAlong(slice.direction, { t: growth.t, f: growth.f, loss }),
  );
  const drawn = slices
    .filter(({ growth }) => growth.kind === 'random')
    .map(({ slice }) => riseOf(slice, loss));
  const averaged =
    drawn.length < 2
      ? null
      : scalesAlong('mean of random directions', {
          ...{ t: drawn[0].t, loss },
          f: drawn[0].t.map((_, i) => mean(drawn, ({ f }) => f[i])),
        });
  return [...single, averaged].filter((scales) => scales !== null);
}
