import type { Checkpoint } from '../../claims/experiment.ts';
import type { Loss, Precision } from '../../math/loss.ts';
import type { SliceRecord } from '../network-schemas.ts';
import type { GrowthRecord, SliceGrid } from '../slice-growth.ts';
import type { optimizerNames, Report } from './schema.ts';
import type { Direction } from '../directions.ts';
import type { Outputs } from '../example-shares.ts';

/** Along what the loss is sliced, and how many eigenpairs are searched. */
export interface DirectionCounts {
  readonly top: number;
  readonly bottom: number;
  readonly gradient: boolean;
  readonly random: number;
}

/** The training that led to the point. */
export interface Training {
  readonly learningRate: number;
  readonly optimizer: (typeof optimizerNames)[number];
  /** β of momentum, or the batch size B of sgd. */
  readonly parameter?: number;
  /** P = (√v̂ + ε)(1 − β₁ᵗ) of Adam at the point, by which gradients are divided: positive. */
  readonly preconditioner?: Float64Array;
  /** The loss on some of the samples, by their indices; valid until the next call. */
  readonly batchLoss?: (indices: readonly number[]) => Loss;
  /** Iterates of training in a row that end at the point, for the forecast. */
  readonly iterates?: readonly Float64Array[];
}

/** How far a measurement is. */
export interface MeasureProgress {
  /** Of the whole work, 0 to 1. */
  readonly share: number;
  readonly doing: string;
  /** Hessian-vector products so far. */
  readonly products: number;
}

export interface MeasureOptions {
  /** Flat parameters at which the loss is measured. */
  readonly point: Float64Array;
  /** Of the searches' starts, of random directions and of probes; 0 by default. */
  readonly seed?: number;
  /** By default top 5, bottom 3, the gradient, 4 random. */
  readonly directions?: Partial<DirectionCounts>;
  /** Of the products of the searches, density and layers; float64 by default, float32 where samples × parameters exceed 1e9. */
  readonly precision?: Precision;
  /** Largest residual of a converged eigenpair: by default 1e-6 of the largest and 1e-4 of the smallest, 1e-3 and 1e-2 in float32. */
  readonly tolerance?: number;
  /** Products of one Krylov space, 300 by default; and of one search for eigenpairs in all. */
  readonly maxIterations?: number;
  readonly maxProducts?: number;
  /** null leaves the spectral density out; by default 5 probes of 40 steps, 3 of 32 where it is large. */
  readonly density?: { readonly probes: number; readonly steps: number } | null;
  /** Products for each tensor's block; 0 leaves the layers out. 30 by default. */
  readonly layerProducts?: number;
  /** Distances of the slices; 20 points a decade; by default 1e-3 to 30, 1e-2 to 10 where it is large. */
  readonly slice?: SliceGrid;
  /** The most slices, by turns of the kinds of directions; all of them by default. */
  readonly slices?: number;
  /** In place of the random directions. */
  readonly along?: readonly Direction[];
  /** Distances at which shares of examples are taken, 1e-3, or 1e-2, to 10 by default; null leaves them out. */
  readonly shares?: { readonly from: number; readonly to: number } | null;
  readonly training?: Training;
  readonly outputs?: Outputs;
  readonly checkpoint?: Checkpoint;
  readonly progress?: (progress: MeasureProgress) => void;
}

/** A slice, and how the loss grows along it. */
export interface GrowthAlong {
  readonly slice: SliceRecord;
  readonly growth: GrowthRecord;
}

/** What `measure` gives: a report without what only its caller knows, and the unit directions by name. */
export interface Measured {
  readonly report: Omit<Report, 'provenance' | 'checkpoints' | 'cost'>;
  readonly products: number;
  /** Of them, those of the searches at either end of the spectrum. */
  readonly searches: { readonly top: number; readonly bottom: number };
  readonly directions: readonly Direction[];
  /** In the order of the directions. */
  readonly slices: readonly GrowthAlong[];
}
