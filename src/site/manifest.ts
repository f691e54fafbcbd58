import { z } from 'zod';
import { scopeSchema } from '../claims/scope.ts';

const backendSchema = z.object({
  name: z.enum(['native', 'wasm']),
  version: z.string(),
  threads: z.int(),
  precision: z.string(),
});

const entrySchema = z.object({
  id: z.string(),
  experiment: z.string(),
  variant: z.string(),
  seed: z.int(),
  status: z.enum(['complete', 'diverged', 'partial', 'failed']),
  key: z.string(),
  /** Of the artifact's JSON file; null where the run failed. */
  sha256: z.string().nullable(),
  bytes: z.int(),
  seconds: z.number(),
  backend: backendSchema,
  inputs: z.array(z.string()),
  source: z.array(z.string()),
  /** SHA-256 of each of its files, by their path under `data/`. */
  files: z.record(z.string(), z.string()).optional(),
  /** Why there is no result; null where there is one. */
  reason: z.string().nullish(),
  /** Makes just this artifact again. */
  command: z.string(),
  /** What is known of its run besides its results; null where it failed. */
  run: z
    .object({
      node: z.string(),
      cpu: z.string(),
      started: z.string(),
      peakMemoryBytes: z.number(),
    })
    .nullish(),
});

/** The published `data/manifest.json`: every artifact with its provenance. */
export const manifestSchema = z.object({
  schema: z.literal(1),
  commit: z.string().nullable(),
  profile: z.enum(['full', 'quick']),
  artifacts: z.array(entrySchema),
});

/** `build.json`: what the footer and the banner say of this build. Not published. */
export const buildSchema = z.object({
  schema: z.literal(1),
  profile: z.enum(['full', 'quick']),
  backend: backendSchema,
  /** Marked `+changes` where files differed from the commit. */
  commit: z.string().nullable(),
  /** When the newest artifact was computed. */
  date: z.string().nullable(),
  /** What makes a run the same again, one option of the command line each. */
  options: z.array(z.string()).readonly(),
  ...scopeSchema.shape,
});

export type Manifest = z.output<typeof manifestSchema>;
export type ManifestEntry = Manifest['artifacts'][number];
export type BuildInfo = z.output<typeof buildSchema>;
