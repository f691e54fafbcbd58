import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { judgedClaimSchema, type JudgedClaim } from '../../claims/claim.ts';
import { scopeSchema } from '../../claims/scope.ts';
import { backendSchema } from '../backend-schema.ts';
import { Complaint } from '../complaint.ts';
import { readJson } from './read-file.ts';

/** What results say of themselves: in `build.json`, in `manifest.json` and in references. */
export const headSchema = z.object({
  profile: z.enum(['full', 'quick']),
  backend: backendSchema,
  /** What was checked out, marked `+changes` where files differed from it; null outside a git checkout. */
  commit: z.string().nullable(),
  ...scopeSchema.shape,
});

/** Whose results a folder holds. */
export type ResultsHead = z.output<typeof headSchema>;

const entrySchema = z.object({
  id: z.string(),
  experiment: z.string(),
  variant: z.string(),
  status: z.enum(['complete', 'diverged', 'partial', 'failed']),
  seed: z.int(),
  key: z.string(),
  sha256: z.string().nullable(),
  seconds: z.number(),
  /** sha256 of each file of the run, by its path. */
  files: z.record(z.string(), z.string()),
  /** What pages say makes it again. */
  command: z.string(),
});

export type ResultsEntry = z.output<typeof entrySchema>;

const manifestSchema = headSchema.extend({ artifacts: z.array(entrySchema) });
const buildSchema = headSchema.extend({ options: z.array(z.string()) });

export interface ReadResults {
  readonly head: ResultsHead;
  /** The command line of the run, as pages repeat it. */
  readonly options: readonly string[];
  /** The head again, as the manifest has it. */
  readonly manifestHead: ResultsHead;
  readonly claims: readonly JudgedClaim[];
  readonly artifacts: readonly ResultsEntry[];
}

/**
 * Reads what a run has published.
 * @throws Complaint that names the file, the field and the remedy where one is missing or damaged
 */
export async function readResults(folder: string): Promise<ReadResults> {
  const absent = await access(folder).then(
    () => false,
    ({ code }: NodeJS.ErrnoException) => code === 'ENOENT',
  );
  if (absent)
    throw new Complaint(
      `there are no results at ${folder}; run npm run experiments (-- --profile quick for those of the quick profile) first`,
    );
  const read = <T>(name: string, schema: z.ZodType<T>) =>
    readJson(join(folder, name), { schema, remedy: 'npm run experiments writes it again' });
  // One after the other, so that of several faults the same one is told each time.
  const { options, ...head } = await read('build.json', buildSchema);
  const claims = await read('claims.json', z.array(judgedClaimSchema));
  const { artifacts, ...manifestHead } = await read('manifest.json', manifestSchema);
  return { head, options, manifestHead, claims, artifacts };
}
