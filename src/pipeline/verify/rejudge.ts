import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JudgedClaim } from '../../experiments/claim.ts';
import type { RegisteredExperiment } from '../../experiments/index.ts';
import { parseArtifact } from '../artifact.ts';
import { canonicalJson } from '../canonical.ts';
import { Complaint } from '../complaint.ts';
import { judgeClaims } from '../judge.ts';
import type { ReadResults } from './results-head.ts';

/** Claims of a results folder that are not what the judges make of its artifacts, each in a sentence. */
export async function misjudged(
  folder: string,
  { artifacts, claims }: Pick<ReadResults, 'artifacts' | 'claims'>,
  registered: readonly RegisteredExperiment[],
): Promise<string[]> {
  const finished = artifacts.filter(({ status }) => status !== 'failed');
  const parsed = await Promise.all(
    finished.map(async ({ id, experiment }) => {
      const bytes = await readFile(join(folder, 'artifacts', `${id}.json`));
      try {
        return { experiment, artifact: parseArtifact(registered, bytes) };
      } catch (cause) {
        const fault = `artifacts/${id}.json does not match the schema of its experiment`;
        throw new Complaint(`${fault}; npm run experiments makes it again`, { cause });
      }
    }),
  );
  const byExperiment = new Map(
    registered.map(({ experiment: { id } }) => [
      id,
      parsed.filter(({ experiment }) => experiment === id).map(({ artifact }) => artifact),
    ]),
  );
  const written = (claim: JudgedClaim | undefined) => canonicalJson(claim ?? null);
  const failed = artifacts.filter(({ status }) => status === 'failed');
  return judgeClaims(registered, byExperiment, failed)
    .filter((judged) => written(judged) !== written(claims.find(({ id }) => id === judged.id)))
    .map(
      ({ id }) =>
        `claims.json: ${id} is not what the judges make of the artifacts; npm run experiments judges again`,
    );
}
