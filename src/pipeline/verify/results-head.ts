import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { judgedClaimSchema, type JudgedClaim } from '../../experiments/claim.ts';
import { backendSchema } from '../backend-schema.ts';
import { sha256 } from '../canonical.ts';
import { Complaint } from '../complaint.ts';

const buildSchema = z.object({ profile: z.enum(['full', 'quick']), backend: backendSchema });

const manifestSchema = z.object({
  artifacts: z.array(
    z.object({
      id: z.string(),
      experiment: z.string(),
      variant: z.string(),
      status: z.string(),
      seed: z.int(),
      seconds: z.number(),
      /** sha256 of each file of the run, by its path. */
      files: z.record(z.string(), z.string()),
    }),
  ),
});

/** Whose results a folder holds. */
export type ResultsHead = z.output<typeof buildSchema>;

export interface ReadResults {
  readonly head: ResultsHead;
  readonly claims: readonly JudgedClaim[];
  readonly artifacts: z.output<typeof manifestSchema>['artifacts'];
}

async function readJson<T>(folder: string, name: string, schema: z.ZodType<T>): Promise<T> {
  const path = join(folder, name);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Complaint(`there are no results at ${path}; run npm run experiments first`, { cause });
  });
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Complaint(`${path} is damaged; npm run experiments writes it again`, { cause });
  }
}

/**
 * Reads what a run has published.
 * @throws Complaint that names the file and the remedy where it is missing or damaged
 */
export async function readResults(folder: string): Promise<ReadResults> {
  const [head, claims, { artifacts }] = await Promise.all([
    readJson(folder, 'build.json', buildSchema),
    readJson(folder, 'claims.json', z.array(judgedClaimSchema)),
    readJson(folder, 'manifest.json', manifestSchema),
  ]);
  return { head, claims, artifacts };
}

/** What is wrong with the artifacts of a results folder: runs that failed, files that are not what the manifest says. */
export async function damagedArtifacts(
  folder: string,
  { artifacts }: Pick<ReadResults, 'artifacts'>,
): Promise<string[]> {
  const problems = await Promise.all(
    artifacts.map(async ({ id, status, files }) => {
      if (status === 'failed') return [`${id} failed; npm run experiments says why`];
      const faults = await Promise.all(
        Object.entries(files).map(async ([path, expected]) => {
          const content = await readFile(join(folder, path)).catch(() => null);
          if (content === null) return [`${path} is missing`];
          return sha256(content) === expected ? [] : [`${path} does not match the manifest's checksum`];
        }),
      );
      return faults.flat();
    }),
  );
  return [...new Set(problems.flat())];
}
