import { join } from 'node:path';
import { z } from 'zod';
import { judgedClaimSchema, type JudgedClaim } from '../../claims/claim.ts';
import {
  buildSchema,
  headSchema,
  manifestSchema,
  type ManifestEntry,
  type ResultsHead,
} from '../../claims/published.ts';
import { Complaint } from '../complaint.ts';
import { isAbsent, readJson } from './read-file.ts';

export interface ReadResults {
  readonly head: ResultsHead;
  /** The command line of the run, as pages repeat it. */
  readonly options: readonly string[];
  /** The head again, as the manifest has it. */
  readonly manifestHead: ResultsHead;
  readonly claims: readonly JudgedClaim[];
  readonly artifacts: readonly ManifestEntry[];
}

/**
 * Reads what a run has published.
 * @throws Complaint that names the file, the field and the remedy where one is missing or damaged
 */
export async function readResults(folder: string): Promise<ReadResults> {
  if (await isAbsent(folder))
    throw new Complaint(
      `there are no results at ${folder}; run npm run experiments (-- --profile quick for those of the quick profile) first`,
    );
  const read = <T>(name: string, schema: z.ZodType<T>) =>
    readJson(join(folder, name), { schema, remedy: 'npm run experiments writes it again' });
  // One after the other, so that of several faults the same one is told each time.
  const { options, ...head } = await read(
    'build.json',
    headSchema.extend(buildSchema.pick({ options: true }).shape),
  );
  const claims = await read('claims.json', z.array(judgedClaimSchema));
  const { artifacts, ...manifestHead } = await read('manifest.json', manifestSchema.omit({ schema: true }));
  return { head, options, manifestHead, claims, artifacts };
}
