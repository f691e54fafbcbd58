import type { JudgedClaim } from '../../claims/claim.ts';
import type { RegisteredExperiment } from '../../registry/experiments.ts';
import { canonicalJson } from '../canonical.ts';
import { given } from '../given.ts';
import { taskId, variantSeeds } from '../task.ts';
import { repeated, when } from './contradictions.ts';
import type { ResultsHead } from '../../claims/published.ts';
import type { ReadResults } from './results-head.ts';

/** The names of all runs of an experiment under the profile and the seeds of a head. */
const runsOf = (
  { experiment }: RegisteredExperiment,
  { profile, seeds, firstSeed }: Pick<ResultsHead, 'profile' | 'seeds' | 'firstSeed'>,
): string[] =>
  Object.entries(experiment.variants(profile)).flatMap(([variant, { seeds: own }]) =>
    variantSeeds(own, given({ firstSeed, seeds })).map((seed) =>
      taskId({ experiment: experiment.id, variant, seed }),
    ),
  );

/** `3 runs, growth-tanh4-seed0 first` */
const some = (ids: readonly string[]): string =>
  ids.length === 1 ? ids[0] : `${ids.length} runs, ${ids[0]} first,`;

/** Where the head says other experiments or seeds than the manifest lists, by this checkout's experiments. */
function ofScope(
  { head, artifacts }: Pick<ReadResults, 'head' | 'artifacts'>,
  registered: readonly RegisteredExperiment[],
) {
  const listed = new Set(artifacts.map(({ id }) => id));
  return registered.flatMap((one): string[] => {
    const { id } = one.experiment;
    const planned = runsOf(one, head);
    const made = artifacts.filter(({ experiment }) => experiment === id).map((entry) => entry.id);
    const absent = planned.filter((run) => !listed.has(run));
    const foreign = planned.length === 0 ? [] : made.filter((run) => !planned.includes(run));
    const isWhole = head.experiments.includes(id);
    const isNamed = isWhole || head.incomplete.includes(id);
    const lacks = `manifest.json lacks ${some(absent)} of it`;
    const besides = `${some(foreign)} of ${id} on seeds or variants that are not those of build.json`;
    return [
      ...when(
        isWhole && absent.length > 0,
        `build.json, experiments: ${id} is said to be whole, but ${lacks}`,
      ),
      ...when(foreign.length > 0, `manifest.json: ${besides}`),
      ...when(!isNamed && planned.length > 0, `build.json, experiments: ${id} is not named`),
    ];
  });
}

/** Artifacts that a claim rests on and that no run has left. */
function ofClaim({ id, tests, artifacts }: JudgedClaim, finished: ReadonlySet<string>): string[] {
  const absent = artifacts.filter((artifact) => !finished.has(artifact));
  if (absent.length > 0)
    return [`claims.json: ${id}, artifacts: manifest.json has no result of ${some(absent)}`];
  return when(
    tests.length > 0 && artifacts.length === 0,
    `claims.json: ${id}, artifacts: none, though it has tests`,
  );
}

/** Where the head, the manifest and the claims of a results folder do not say the same of its runs. */
export function mismatchedRuns(
  { head, manifestHead, claims, artifacts }: ReadResults,
  registered: readonly RegisteredExperiment[],
): string[] {
  const finished = new Set(artifacts.filter(({ status }) => status !== 'failed').map(({ id }) => id));
  const fields = Object.keys(head) as (keyof ResultsHead)[];
  return [
    ...fields
      .filter((field) => canonicalJson(head[field]) !== canonicalJson(manifestHead[field]))
      .map((field) => `build.json and manifest.json do not have the same ${field}`),
    ...repeated(artifacts.map(({ id }) => id)).map((id) => `manifest.json: ${id} is there more than once`),
    ...artifacts
      .filter((entry) => entry.id !== taskId(entry))
      .map(
        (entry) =>
          `manifest.json: ${entry.id}, id: its experiment, variant and seed make it ${taskId(entry)}`,
      ),
    ...ofScope({ head, artifacts }, registered),
    ...claims.flatMap((claim) => ofClaim(claim, finished)),
  ];
}
