import type { Artifact } from '../claims/experiment.ts';
import { claims, judgedClaimSchema, type ClaimTest, type JudgedClaim } from '../claims/claim.ts';
import type { RegisteredExperiment } from '../registry/experiments.ts';
import { isMeasured, ofWholeSeeds, runsBehind, type FailedRun } from '../claims/lost-runs.ts';
import { judgeTests } from '../claims/verdict.ts';

export type ArtifactsByExperiment = ReadonlyMap<string, readonly Artifact<unknown>[]>;

/** A run without a result, and the experiment it belongs to. */
export type FailedTask = FailedRun & { readonly experiment: string };

/** Every claim with the tests of all experiments that bear on it and the verdict that follows from them. */
export function judgeClaims(
  registered: readonly RegisteredExperiment[],
  artifacts: ArtifactsByExperiment,
  failed: readonly FailedTask[] = [],
): JudgedClaim[] {
  return claims.map((claim) => {
    const witnesses = registered.flatMap(({ experiment }) => {
      const judge = experiment.judges[claim.id];
      const runs = artifacts.get(experiment.id) ?? [];
      const without = failed.filter((task) => task.experiment === experiment.id);
      // An experiment that failed altogether keeps its tests, which then have no value.
      if (!judge || runs.length + without.length === 0) return [];
      return [{ judge, runs, without, tests: judge(ofWholeSeeds(runs, without)) }];
    });
    const behind = (test: ClaimTest) => {
      const witness = witnesses.find(({ tests }) => tests.includes(test));
      if (!witness || isMeasured(test)) return [];
      const { judge, runs, without } = witness;
      const ended = new Map<string, string>(runs.map(({ id, status }) => [id, status]));
      return runsBehind(judge, runs, without, test.name).map((id) => `${id} (${ended.get(id) ?? 'failed'})`);
    };
    const tests = witnesses.flatMap((witness) => witness.tests);
    return judgedClaimSchema.parse({
      ...claim,
      ...judgeTests(tests, behind),
      tests,
      artifacts: witnesses.flatMap(({ runs }) => runs.map(({ id }) => id)),
    });
  });
}
