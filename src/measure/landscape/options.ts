import type { Checkpoint } from '../../claims/experiment.ts';
import type { Precision } from '../../math/loss.ts';
import type { SliceGrid } from '../slice-growth.ts';
import type { optimizerNames, Report } from './schema.ts';
import type { Direction } from '../directions.ts';

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
  /** Adam's second moments at the point: 1/(√v + ε) preconditions. */
  readonly preconditioner?: Float64Array;
  /** Iterates of training in a row that end at the point, for the forecast. */
  readonly iterates?: readonly Float64Array[];
}

/** What can be said of single examples, where the outputs are known. */
export interface Outputs {
  /** [samples, classes], row-major, at the point. */
  readonly values: Float64Array;
  readonly classes: number;
  /** [samples]; absent for targets that are no classes. */
  readonly labels?: Int32Array;
  /** Euclidean norm of each sample's input. */
  readonly norms?: Float64Array;
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
  /** Of the products of the searches, density and layers; float64 by default. */
  readonly precision?: Precision;
  /** Largest residual of a converged eigenpair: 1e-6 by default, 1e-3 in float32. */
  readonly tolerance?: number;
  /** Products of one Krylov space, 300 by default; and of one search for eigenpairs in all. */
  readonly maxIterations?: number;
  readonly maxProducts?: number;
  /** null leaves the spectral density out; by default 8 probes of 64 steps. */
  readonly density?: { readonly probes: number; readonly steps: number } | null;
  /** Products for each tensor's block; 0 leaves the layers out. 30 by default. */
  readonly layerProducts?: number;
  readonly slice?: SliceGrid;
  readonly training?: Training;
  readonly outputs?: Outputs;
  readonly checkpoint?: Checkpoint;
  readonly progress?: (progress: MeasureProgress) => void;
}

/** What `measure` gives: a report without what only its caller knows, and the unit directions by name. */
export interface Measured {
  readonly report: Omit<Report, 'provenance' | 'checkpoints' | 'cost'>;
  readonly products: number;
  readonly directions: readonly Direction[];
}
