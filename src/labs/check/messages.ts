import type { PublishedEigenpair, PublishedSlice } from './published-run.ts';
import type { CheckableRun, Measure } from './runs.ts';

/** What the page asks of the worker. */
export interface Request {
  /** Address of the folder `data/`. */
  readonly data: string;
  readonly run: CheckableRun;
  readonly measure: Measure;
  /** What an earlier worker had recomputed of this slice when it was stopped; nothing otherwise. */
  readonly known?: SliceResult['recomputed'];
}

/** Losses of a slice as far as they are recomputed; null where not yet. */
export interface SliceResult {
  readonly kind: 'slice';
  readonly published: PublishedSlice;
  readonly recomputed: readonly (number | null)[];
}

export interface EigenpairResult {
  readonly kind: 'eigenpair';
  readonly published: PublishedEigenpair;
  /** vᵀHv. */
  readonly value: number;
  readonly residual: number;
  /** Of the largest components of v, from the largest down: λv as published, and Hv. */
  readonly expected: readonly number[];
  readonly product: readonly number[];
}

export type Result = SliceResult | EigenpairResult;

/** What the worker answers: its progress from 0 to 1, results as they grow, or why there is none. */
export type Answer =
  | { readonly kind: 'progress'; readonly step: string; readonly share: number }
  | { readonly kind: 'part'; readonly result: Result }
  | { readonly kind: 'done'; readonly result: Result; readonly seconds: number }
  | { readonly kind: 'failed'; readonly message: string };
