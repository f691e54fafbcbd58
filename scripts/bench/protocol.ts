import type { Precision } from '../../src/math/loss.ts';

/**
 * What is timed: one step of gradient descent, one Hessian-vector product, ten eigenvalues of as many products for all,
 * 200 losses, and the largest five eigenvalues to a tolerance.
 */
export const caseNames = ['step', 'hvp', 'lanczos', 'slice', 'top'] as const;
export type CaseName = (typeof caseNames)[number];

/** Further timings that only the details hold: one step a call, and the machine's matrix product of this size. */
export type ExtraCase = 'single' | 'matmul';

/**
 * A network by its sizes: tanh units with squared error, `layers` from inputs to outputs; or with cross-entropy a residual
 * network [pixels, filters, blocks, classes] or a vision transformer [pixels, patch, d, heads, blocks, classes].
 */
export interface BenchNetwork {
  readonly kind: 'mlp' | 'cnn' | 'resnet' | 'vit';
  readonly layers: readonly number[];
  /** So many samples at a time: a step draws as many, a Hessian-vector product adds up all of them. */
  readonly batch?: number;
}

/** One timing, as it goes to a contender on a line of JSON. */
export interface Request extends BenchNetwork {
  readonly case: CaseName | ExtraCase;
  readonly n: number;
  readonly precision: Precision;
  readonly mode: 'compile' | 'eager';
  readonly repeats: number;
  /** Runs within one repetition. */
  readonly inner: number;
  /** For `top` a file of float64 numbers, start, x and y in a row: how many products it takes depends on them. */
  readonly problem?: string;
}

/** What comes back: milliseconds of each repetition, for one run; the process's peak memory; the library's version. */
export type Answer =
  | { readonly ms: readonly number[]; readonly peak_mb: number; readonly version: string }
  | { readonly error: string };

/** Lanczos steps, eigenvalues and slice points, the same for every contender. */
export const lanczosProducts = 60;
export const lanczosCount = 10;
/** How many of the largest eigenvalues `top` finds, to what residual in units of the eigenvalue; peer.py has them too. */
export const topCount = 5;
export const topTolerance = 1e-6;
export const slicePoints = 200;
export const sliceReach = 1;
/** Side of the square matrices by which the machine's rate is measured. */
export const matmulSize = 1024;
