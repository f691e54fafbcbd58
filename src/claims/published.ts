import { z } from 'zod';
import { claimTestSchema, verdicts } from './claim.ts';
import { scopeSchema } from './scope.ts';

/** What a run computed on. */
export const backendSchema = z.strictObject({
  name: z.enum(['native', 'wasm']),
  version: z.string(),
  threads: z.int().positive(),
  precision: z.literal('float32'),
  instructions: z.string().exactOptional(),
  arithmetic: z.string().exactOptional(),
});

/** What results say of themselves: in `build.json`, in `manifest.json` and in references. */
export const headSchema = z.object({
  profile: z.enum(['full', 'quick']),
  backend: backendSchema,
  /** What was checked out, marked `+changes` where files differed from it; null outside a git checkout. */
  commit: z.string().nullable(),
  ...scopeSchema.shape,
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
  /** sha256 of each file that the run left, by its path under `data/`. */
  files: z.record(z.string(), z.string()),
  /** Why there is no result; null where there is one. */
  reason: z.string().nullable(),
  seconds: z.number(),
  backend: backendSchema,
  inputs: z.array(z.string()).readonly(),
  source: z.array(z.string()).readonly(),
  /** Makes just this artifact again. */
  command: z.string(),
  /** What is known of its run besides its results; null where it failed. */
  run: z
    .looseObject({ node: z.string(), cpu: z.string(), started: z.string(), peakMemoryBytes: z.number() })
    .nullable(),
});

/** `manifest.json`: every artifact with its provenance. */
export const manifestSchema = headSchema.extend({ schema: z.literal(1), artifacts: z.array(entrySchema) });

/** `build.json`: what pages say of the build. Not published. */
export const buildSchema = headSchema.extend({
  schema: z.literal(1),
  /** When the newest artifact was computed. */
  date: z.string().nullable(),
  /** What makes a run the same again, one option of the command line each. */
  options: z.array(z.string()).readonly(),
});

const statedTest = claimTestSchema.omit({ statistic: true });

/** The committed summary of what a profile gave on a backend: `content/reference/<profile>-<backend>.json`. */
export const referenceSchema = z.strictObject({
  schema: z.literal(2),
  ...headSchema.shape,
  claims: z.array(z.strictObject({ id: z.string(), verdict: z.enum(verdicts), tests: z.array(statedTest) })),
});

/** The log of accepted changes of the reference, oldest first: `content/reference/accepted.json`. */
export const acceptedSchema = z.array(
  z.strictObject({
    /** `<profile>-<backend>` */
    reference: z.string(),
    /** What was checked out; null outside a git checkout. */
    commit: z.string().nullable(),
    why: z.string(),
    /** Each drift that was accepted, in a sentence. */
    changes: z.array(z.string()),
  }),
);

export type ResultsHead = z.output<typeof headSchema>;
export type ManifestEntry = z.output<typeof entrySchema>;
export type BuildInfo = z.output<typeof buildSchema>;
export type Reference = z.output<typeof referenceSchema>;
export type ReferenceTest = z.output<typeof statedTest>;
export type AcceptedChange = z.output<typeof acceptedSchema>[number];
