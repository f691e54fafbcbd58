import type { RegisteredExperiment } from '../../registry/experiments.ts';
import { Complaint } from '../complaint.ts';
import { contradictions } from './contradictions.ts';
import { misjudged, mislabelled, readArtifacts } from './rejudge.ts';
import { readResults, type ReadResults } from './results-head.ts';
import { otherCommands } from './stated-commands.ts';
import { damagedFiles } from './stated-files.ts';
import { mismatchedRuns } from './stated-runs.ts';

/** @throws Complaint that lists what is wrong with a results folder, where anything is */
function refuse(folder: string, faults: readonly string[]): void {
  if (faults.length > 0) throw new Complaint(`${folder} is not whole:\n${faults.join('\n')}`);
}

/**
 * Reads a results folder and believes nothing: files are held to their checksums, the head and the manifest to each
 * other and to the artifacts, outcomes to their rules, verdicts to their tests, and all claims to what this checkout's
 * judges make of the artifacts.
 * @throws Complaint that lists what does not agree, by file, claim, test and field
 */
export async function inspectResults(
  folder: string,
  registered: readonly RegisteredExperiment[],
): Promise<ReadResults> {
  const results = await readResults(folder);
  refuse(folder, [
    ...contradictions(results.claims).map((fault) => `claims.json: ${fault}`),
    ...mismatchedRuns(results, registered),
    ...(await damagedFiles(folder, results.artifacts)),
  ]);
  const artifacts = await readArtifacts(folder, results, registered);
  refuse(folder, [...mislabelled(artifacts, results.head, registered), ...otherCommands(results)]);
  refuse(folder, misjudged(artifacts, results.claims, registered));
  return results;
}
