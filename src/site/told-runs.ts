import type { ClaimId, JudgedClaim } from '../claims/claim.ts';
import type { AnyExperiment, Artifact } from '../claims/experiment.ts';
import { experiments } from '../registry/experiments.ts';
import { isMeasured, ofWholeSeeds, runsBehind } from '../claims/lost-runs.ts';
import type { Markup } from '../figures/markup.ts';
import { capitalised, counted, listed } from '../figures/numbers.ts';
import { escapeMarkup } from '../figures/svg.ts';
import { experimentsShown } from './bearing.ts';
import type { ManifestEntry } from '../claims/published.ts';
import { artifactsOf, judgedClaim, manifest } from './results.ts';
import { endingOf } from './run-ending.ts';

type Entry = Pick<ManifestEntry, 'id' | 'experiment' | 'variant' | 'seed' | 'status' | 'reason'>;
type Ended = Entry['status'];

/** The runs that a claim's page shows, with the judges among their experiments. */
export interface Bearing {
  readonly entries: readonly Entry[];
  readonly judges: readonly {
    readonly experiment: string;
    readonly judge: NonNullable<AnyExperiment['judges'][ClaimId]>;
    readonly artifacts: readonly Artifact<unknown>[];
  }[];
  /** How a run ended, from what it left: `after step 8`; empty where that says nothing. */
  readonly ending: (entry: Entry) => Markup;
}

/** A run that did not end as planned, in words. */
export interface ToldRun {
  readonly id: string;
  readonly how: Markup;
}

export interface ToldRuns {
  /** `2 runs diverged and 1 failed` */
  readonly count: string;
  /** Of how many. */
  readonly of: number;
  readonly runs: readonly ToldRun[];
  /** What they do to the verdict, in sentences. */
  readonly effect: string;
  /** Whether a test lacks its value or a seed for want of them. */
  readonly matters: boolean;
}

const order: readonly Exclude<Ended, 'complete'>[] = ['diverged', 'failed', 'partial'];

const verbs: Readonly<Record<Exclude<Ended, 'complete'>, string>> = {
  diverged: 'diverged',
  failed: 'failed',
  partial: 'came to only part of what it should',
};

function countOf(lost: readonly Entry[]): string {
  const parts = order.flatMap((status) => {
    const count = lost.filter((entry) => entry.status === status).length;
    return count === 0 ? [] : [{ count, verb: verbs[status] }];
  });
  return listed(
    parts.map(({ count, verb }, i) => {
      const said = count === 1 ? verb : verb.replace('what it should', 'what they should');
      return `${i === 0 ? counted(count, 'run') : count} ${said}`;
    }),
  );
}

/** Tests that have no value for want of runs. */
function withoutValue({ tests }: Pick<JudgedClaim, 'tests'>, { entries, judges }: Bearing) {
  return tests.filter((test) => {
    if (isMeasured(test)) return false;
    return judges.some(({ experiment, judge, artifacts }) => {
      const failed = entries.filter((entry) => entry.experiment === experiment && entry.status === 'failed');
      const own = judge(ofWholeSeeds(artifacts, failed)).some(({ name }) => name === test.name);
      return own && runsBehind(judge, artifacts, failed, test.name).length > 0;
    });
  });
}

/** Of each judged experiment with failed runs, the seeds that are left: `edge stands on 4 of 5 seeds`. */
function seedsLeft({ entries, judges }: Bearing): readonly string[] {
  return judges.flatMap(({ experiment }) => {
    const own = entries.filter((entry) => entry.experiment === experiment);
    const seedsOf = (some: readonly Entry[]) => new Set(some.map(({ seed }) => seed));
    const without = seedsOf(own.filter(({ status }) => status === 'failed')).size;
    const all = seedsOf(own).size;
    return without === 0 ? [] : [`${experiment} stands on ${all - without} of ${counted(all, 'seed')}`];
  });
}

function effectOf(claim: Pick<JudgedClaim, 'verdict' | 'tests'>, bearing: Bearing, lost: readonly Entry[]) {
  const missing = withoutValue(claim, bearing);
  const left = seedsLeft(bearing);
  const judged = bearing.judges.map(({ experiment }) => experiment);
  const seeds = left.length === 0 ? '' : `A seed of which a run failed is not judged: ${listed(left)}.`;
  const values =
    missing.length > 0
      ? `For want of them ${counted(missing.length, 'test')} of the claim ${missing.length === 1 ? 'has' : 'have'} no value: ${missing.map(({ name }) => `“${name}”`).join('; ')}. A claim with such a test is “inconclusive”, whatever the others say.`
      : !lost.some(({ experiment }) => judged.includes(experiment))
        ? 'No test of the claim rests on them, and the verdict is what it would be without them.'
        : claim.tests.every(isMeasured)
          ? 'Every test of the claim has its value all the same, and the verdict follows from these.'
          : 'No test of the claim is without a value for want of them.';
  return {
    sentences: [seeds, values].filter((one) => one !== '').join(' '),
    matters: missing.length + left.length > 0,
  };
}

const howOf = (entry: Entry, ending: Bearing['ending']): Markup => {
  const words = ending(entry);
  if (entry.status === 'failed') return `failed: ${words === '' ? 'no reason is known' : words}`;
  return `${entry.status === 'diverged' ? 'diverged' : 'partial:'} ${words}`.trim();
};

/** The runs behind a claim that diverged, failed or came to a part, and what that does to its verdict; null without any. */
export function tellRuns(claim: Pick<JudgedClaim, 'verdict' | 'tests'>, bearing: Bearing): ToldRuns | null {
  const lost = bearing.entries.filter(({ status }) => status !== 'complete');
  if (lost.length === 0) return null;
  const { sentences, matters } = effectOf(claim, bearing, lost);
  return {
    count: capitalised(countOf(lost)),
    of: bearing.entries.length,
    runs: lost.map((entry) => ({ id: entry.id, how: howOf(entry, bearing.ending) })),
    effect: sentences,
    matters,
  };
}

/** The runs of this build behind a claim's page. */
function bearingOf(id: ClaimId): Bearing {
  const shown = experimentsShown(id);
  const records = new Map(
    experiments
      .filter(({ experiment }) => shown.includes(experiment.id))
      .map(({ experiment }) => [
        experiment.id,
        artifactsOf<Record<string, unknown>>(experiment.id, experiment.output),
      ]),
  );
  return {
    entries: manifest().artifacts.filter(({ experiment }) => shown.includes(experiment)),
    judges: experiments.flatMap(({ experiment }) => {
      const judge = experiment.judges[id];
      const artifacts = (records.get(experiment.id) ?? []).map((one) => ({ ...one, output: one as unknown }));
      return judge ? [{ experiment: experiment.id, judge, artifacts }] : [];
    }),
    ending: (entry) =>
      entry.status === 'failed'
        ? escapeMarkup((entry.reason ?? '').split('\n')[0].replace(/\.$/, ''))
        : endingOf(records.get(entry.experiment)?.find((one) => one.id === entry.id) ?? {}),
  };
}

export const toldRuns = (id: ClaimId): ToldRuns | null => tellRuns(judgedClaim(id), bearingOf(id));
