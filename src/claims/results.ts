import type { z } from 'zod';
import type { ImageSource } from '../data/image-source.ts';
import type { ClaimId, JudgedClaim } from './claim.ts';
import type { Envelope } from './envelope.ts';
import type { Artifact } from './experiment.ts';

/** An artifact as pages and figures read it: the envelope, and the experiment's own output at the same level. */
export type Run<O> = Envelope & O;

/** What the figures and sentences of a study read of a build. */
export interface Results {
  /**
   * The runs of an experiment that left an artifact, in the order of their seeds.
   * @param output its schema, which every artifact is checked against
   * @throws Error that names an artifact that is not there or does not match
   */
  readonly runs: <O>(experiment: string, output: z.ZodType<O>) => readonly Run<O>[];
  /** A claim with its tests and its verdict. */
  readonly claim: (id: ClaimId) => JudgedClaim;
  /** The images that all experiments were told to take in place of their own; null where they were not. */
  readonly dataset: ImageSource | null;
}

/** Runs as judges see them. */
export const forJudge = <O>(runs: readonly Run<O>[]): readonly Artifact<O>[] =>
  runs.map((run) => ({ ...run, output: run }));
