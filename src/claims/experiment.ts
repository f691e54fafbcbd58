import type { z } from 'zod';
import type { Engine } from '../engine/engine.ts';
import type { Dataset } from '../data/dataset.ts';
import type { TensorMap } from '../data/safetensors.ts';
import type { ClaimId, ClaimTest } from './claim.ts';

export type Profile = 'full' | 'quick';

/** What a run ended as. `failed` is written by the pipeline, never returned by a run. */
export type RunStatus = 'complete' | 'diverged' | 'partial';

/**
 * Keeps what a long run has reached, so that a killed one goes on from there. Values are plain data and typed arrays;
 * they come back bit by bit, and only to a task of the same key.
 */
export interface Checkpoint {
  /** The value last saved under this name; null where there is none. */
  load<T>(name: string): T | null;
  save(name: string, value: unknown): void;
}

export interface RunContext<P> {
  readonly engine: Engine;
  readonly parameters: P;
  readonly seed: number;
  /** Artifacts of the tasks named by `needs`, in that order. */
  readonly inputs: readonly Artifact<unknown>[];
  readonly checkpoint: Checkpoint;
  /** Reports the share of the work done, 0 to 1, and what is being done. */
  readonly progress: (share: number, doing: string) => void;
}

export interface RunResult<O> {
  readonly status: RunStatus;
  readonly output: O;
  readonly tensors: TensorMap;
  /** The exact samples used; published under `data/datasets/<id>.safetensors`. */
  readonly datasets: readonly Dataset[];
}

export interface Variant<P> {
  readonly parameters: P;
  readonly seeds: readonly number[];
}

/** A task of another experiment whose artifact a run starts from. */
export interface Need {
  readonly experiment: string;
  readonly variant: string;
  readonly seed: number;
}

/** A finished task as judges and figures see it. */
export interface Artifact<O> {
  readonly id: string;
  readonly variant: string;
  readonly seed: number;
  readonly status: RunStatus;
  readonly output: O;
}

export interface Experiment<P, O> {
  /** Lower-case, used in artifact ids and on the command line. */
  readonly id: string;
  /** Raised to force a rerun when nothing in the source shows that one is needed. */
  readonly version: number;
  readonly title: string;
  readonly parameters: z.ZodType<P>;
  readonly output: z.ZodType<O>;
  readonly variants: (profile: Profile) => Readonly<Record<string, Variant<P>>>;
  /** What a task starts from; nothing by default. */
  readonly needs?: (variant: string, seed: number) => readonly Need[];
  /** A task that runs longer than this is recorded as failed; seconds, 1,800 by default. */
  readonly timeLimit?: number;
  readonly run: (context: RunContext<P>) => Promise<RunResult<O>>;
  /** For each claim this experiment bears on, the tests that decide it. */
  readonly judges: Partial<Record<ClaimId, (artifacts: readonly Artifact<O>[]) => readonly ClaimTest[]>>;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- an experiment of any kind, as the pipeline holds it
export type AnyExperiment = Experiment<any, any>;

/** Fixes the types of parameters and output from their schemas. */
export function defineExperiment<P, O>(experiment: Experiment<P, O>): Experiment<P, O> {
  return experiment;
}
