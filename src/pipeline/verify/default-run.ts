import type { RegisteredExperiment } from '../../registry/experiments.ts';
import { imagesInWords, seedsInWords } from '../../claims/scope.ts';
import type { Checkout } from '../commit.ts';
import { planTasks, projectSources } from '../task.ts';
import { when } from './contradictions.ts';
import type { ResultsHead } from '../../claims/published.ts';
import type { ReadResults } from './results-head.ts';

/** Some names, for a sentence: `a, b, c and 4 more`. */
const some = (names: readonly string[], most = 4): string =>
  names.length <= most + 1
    ? names.join(', ')
    : `${names.slice(0, most).join(', ')} and ${names.length - most} more`;

/** What a run may be and still be taken. */
export interface Wanted {
  /** Whether the seeds may begin elsewhere than at 0: it is then kept beside the reference. */
  readonly otherSeeds: boolean;
}

const isOfCommit = (commit: string | null): commit is string =>
  commit !== null && !commit.endsWith('+changes');

/** What the head says that a whole default run would not say. */
function ofHead(
  { dataset, seeds, firstSeed, incomplete, commit }: ResultsHead,
  { otherSeeds }: Wanted,
): string[] {
  const own = { seeds: null, firstSeed: otherSeeds ? firstSeed : 0 };
  const images = `${imagesInWords({ dataset })} in place of ${imagesInWords({ dataset: null })}`;
  const ofSeeds = `${seedsInWords({ seeds, firstSeed })} in place of ${seedsInWords(own)}`;
  return [
    ...when(dataset !== null, `the default data set: these ran on ${images}`),
    ...when(seeds !== null || firstSeed !== own.firstSeed, `the default seeds: these have ${ofSeeds}`),
    ...when(otherSeeds && firstSeed === 0, 'other seeds: these are the default ones, which --accept takes'),
    ...when(incomplete.length > 0, `all experiments: ${some(incomplete)} did not run as a whole`),
    ...when(!isOfCommit(commit), `results of a commit: these are of ${commit ?? 'no git checkout'}`),
  ];
}

function ofCheckout(checkout: Checkout | null, { commit }: ResultsHead): string[] {
  if (checkout === null) return ['a git checkout: there is none here'];
  const { commit: now, changed } = checkout;
  return [
    ...when(changed.length > 0, `a checkout without uncommitted changes: ${some(changed)} differ`),
    ...when(
      isOfCommit(commit) && commit !== now,
      `results of the commit that is checked out, ${now.slice(0, 7)}: these are of ${commit?.slice(0, 7)}`,
    ),
  ];
}

/** Runs that this checkout would make under the head's seeds, beside those that were made: the same keys mean the same inputs. */
async function ofRuns(
  { head, artifacts }: Pick<ReadResults, 'head' | 'artifacts'>,
  registered: readonly RegisteredExperiment[],
  places: typeof projectSources,
): Promise<string[]> {
  const { profile, backend, firstSeed } = head;
  const tasks = await planTasks(registered, { profile, backend, firstSeed }, places);
  const made = new Map(artifacts.map(({ id, key }) => [id, key]));
  const planned = new Set(tasks.map(({ id }) => id));
  const absent = tasks.filter(({ id }) => !made.has(id)).map(({ id }) => id);
  const other = tasks.filter(({ id, key }) => made.has(id) && made.get(id) !== key).map(({ id }) => id);
  const more = [...made.keys()].filter((id) => !planned.has(id));
  return [
    ...when(absent.length > 0, `every run of a default run: ${some(absent)} are missing`),
    ...when(other.length > 0, `runs of this code and on its data: ${some(other)} have other keys`),
    ...when(more.length > 0, `nothing but a default run: there are ${some(more)} besides`),
  ];
}

export interface Judged {
  readonly registered: readonly RegisteredExperiment[];
  readonly checkout: Checkout | null;
  /** The engine and the packages from which keys are made. */
  readonly places?: typeof projectSources;
}

/** What results lack of a whole default run of a clean checkout; nothing where they are one. */
export async function lackingOfDefault(
  results: Pick<ReadResults, 'head' | 'artifacts'>,
  { registered, checkout, places = projectSources }: Judged,
  wanted: Wanted,
): Promise<string[]> {
  const said = [...ofHead(results.head, wanted), ...ofCheckout(checkout, results.head)];
  const { dataset, seeds, incomplete } = results.head;
  // Where the head says it already, each run would only say it again.
  const isTold = dataset !== null || seeds !== null || incomplete.length > 0;
  return isTold ? said : [...said, ...(await ofRuns(results, registered, places))];
}
