import type { Artifact } from '../experiments/experiment.ts';
import { claims, judgedClaimSchema, type JudgedClaim } from '../experiments/claim.ts';
import type { RegisteredExperiment } from '../experiments/index.ts';
import { judgeTests } from '../experiments/verdict.ts';

export type ArtifactsByExperiment = ReadonlyMap<string, readonly Artifact<unknown>[]>;

/** Every claim with the tests of all experiments that bear on it and the verdict that follows from them. */
export function judgeClaims(
  registered: readonly RegisteredExperiment[],
  artifacts: ArtifactsByExperiment,
): JudgedClaim[] {
  return claims.map((claim) => {
    const witnesses = registered.flatMap(({ experiment }) => {
      const judge = experiment.judges[claim.id];
      const runs = artifacts.get(experiment.id) ?? [];
      return judge && runs.length > 0 ? [{ tests: judge(runs), ids: runs.map(({ id }) => id) }] : [];
    });
    const tests = witnesses.flatMap((witness) => witness.tests);
    return judgedClaimSchema.parse({
      ...claim,
      ...judgeTests(tests),
      tests,
      artifacts: witnesses.flatMap(({ ids }) => ids),
    });
  });
}
