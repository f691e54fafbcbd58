import type { Loss } from '../../math/loss.ts';
import { logSpaced } from '../../math/growth.ts';
import type { DirectionCounts, MeasureOptions } from './options.ts';

/** Bytes that the basis of one search may take. */
const basisBytes = 4e8;

/**
 * Samples times parameters from which on a product takes a good part of a second: the searches are then in float32 and the
 * density and slices coarser, unless told otherwise.
 */
const large = 1e9;

/** The options of a measurement with what holds unless they say otherwise. */
export function settled({ parts, size, samples }: Loss, options: MeasureOptions) {
  const isLarge = samples * size > large;
  const nearest = isLarge ? 1e-2 : 1e-3;
  const precision = options.precision ?? (isLarge ? 'float32' : 'float64');
  const directions: DirectionCounts = { top: 5, bottom: 3, gradient: true, random: 4, ...options.directions };
  return {
    ...options,
    precision,
    seed: options.seed ?? 0,
    directions: {
      ...directions,
      top: Math.min(directions.top, size),
      bottom: Math.min(directions.bottom, size),
    },
    tolerance: options.tolerance ?? (precision === 'float32' ? 1e-3 : 1e-6),
    // Small eigenvalues stand close to one another, and rounding is that of the largest.
    bottomTolerance: options.tolerance ?? (precision === 'float32' ? 1e-2 : 1e-4),
    maxProducts: options.maxProducts ?? Math.max(40, Math.min(1000, Math.floor(basisBytes / (8 * size)))),
    density:
      options.density === undefined
        ? { probes: isLarge ? 3 : 5, steps: Math.min(isLarge ? 32 : 40, size) }
        : options.density,
    layerProducts: parts.length > 1 ? (options.layerProducts ?? 30) : 0,
    shares: options.shares === undefined ? { from: nearest, to: 10 } : options.shares,
    slice: options.slice ?? { from: nearest, to: isLarge ? 10 : 30, pointsPerDecade: 20 },
  };
}

export type Settled = ReturnType<typeof settled>;

/** A part of the work in Hessian-vector products and in losses at single points: at most, where a search may end earlier. */
export interface Stage {
  readonly name: string;
  readonly products: number;
  readonly losses: number;
}

/** Products of a typical search for some eigenpairs: about what a trained network takes, and hardly more for more pairs. */
const searchProducts = { top: 60, bottom: 200 };

const search = (count: number, products: number, { maxProducts }: Settled) =>
  count === 0 ? 0 : Math.min(maxProducts, products + 4 * count);

/** What a measurement consists of, to tell beforehand how long it takes. */
export function stagesOf(loss: Loss, given: MeasureOptions): Stage[] {
  const set = settled(loss, given);
  const { top, bottom, gradient, random } = set.directions;
  const all = top + bottom + (gradient ? 1 : 0) + (set.along?.length ?? random);
  const points = 2 * logSpaced(set.slice.from, set.slice.to, set.slice.pointsPerDecade).length;
  const slices = Math.min(set.slices ?? all, all);
  const stages = [
    { name: 'largest eigenvalues', products: search(top, searchProducts.top, set), losses: 0 },
    { name: 'smallest eigenvalues', products: search(bottom, searchProducts.bottom, set), losses: 0 },
    { name: 'slices', products: slices, losses: slices * points },
    { name: 'edge', products: set.training?.optimizer === 'adam' ? searchProducts.top : 1, losses: 3 },
    {
      name: 'layers',
      products: set.layerProducts > 0 ? 16 + (loss.parts.length * set.layerProducts) / 2 : 0,
      losses: 0,
    },
    {
      name: 'spectral density',
      products: set.density ? set.density.probes * set.density.steps : 0,
      losses: 0,
    },
    { name: 'shares of examples', products: 0, losses: set.shares ? 2 * shareLosses : 0 },
  ];
  return stages.filter(({ products, losses }) => products + losses > 0);
}

/** Distances on both sides and the centre, at which shares of examples are taken along a direction. */
const shareLosses = 2 * 21 + 1;
