import type { Backend } from '../engine/engine.ts';
import type { Profile } from '../claims/experiment.ts';
import type { JudgedClaim } from '../claims/claim.ts';
import type { ManifestEntry } from '../claims/published.ts';
import { isOfSweep, type RegisteredExperiment } from '../registry/experiments.ts';
import type { Scope } from '../claims/scope.ts';
import { parseArtifact } from './artifact.ts';
import { optionsOf, rerunCommand, type Asked } from './command.ts';
import { currentCommit } from './commit.ts';
import { judgeClaims } from './judge.ts';
import { artifactFile, tensorsFile } from './run-task.ts';
import type { Entry, Store } from './store.ts';
import type { Task } from './task.ts';
import { isInPlace } from './in-place.ts';
import { linkFiles, replaceFolder, writeFolder } from './atomic.ts';

/** The outcome of a task: an entry of the store, or why there is none. */
export type Outcome = { readonly task: Task } & (
  { readonly entry: Entry } | { readonly entry: null; readonly reason: string }
);

const runRecord = ({ provenance }: Entry) => {
  const { commit, node, cpu, started, peakMemoryBytes, work, resumptions, ingredients } = provenance;
  return { commit, node, cpu, started, peakMemoryBytes, work, resumptions, ingredients };
};

/** Where a file of an entry is published, under `data/`. */
function publishedPath(name: string, { id }: Pick<Task, 'id'>): string {
  if (name === artifactFile) return `artifacts/${id}.json`;
  return name === tensorsFile ? `tensors/${id}.safetensors` : name;
}

function manifestEntry(outcome: Outcome, { backend, asked }: Results): ManifestEntry {
  const { task, entry } = outcome;
  const { id, experiment, variant, seed, key, inputs, source } = task;
  const artifact = entry?.files[artifactFile];
  return {
    id,
    experiment,
    variant,
    seed,
    status: entry?.provenance.status ?? 'failed',
    key,
    sha256: entry?.provenance.files[artifactFile] ?? null,
    bytes: artifact?.byteLength ?? 0,
    files: Object.fromEntries(
      Object.entries(entry?.provenance.files ?? {}).map(([name, checksum]) => [
        publishedPath(name, task),
        checksum,
      ]),
    ),
    reason: outcome.entry ? null : outcome.reason,
    seconds: entry?.provenance.seconds ?? 0,
    backend: entry?.provenance.backend ?? backend,
    inputs,
    source: Object.keys(source),
    command: rerunCommand(task, { backendName: backend.name, ...asked }),
    run: entry && runRecord(entry),
  };
}

export interface Results {
  readonly profile: Profile;
  readonly backend: Backend;
  readonly registered: readonly RegisteredExperiment[];
  readonly asked: Asked;
  /** Every task of the registered experiments. */
  readonly tasks: readonly Task[];
  readonly outcomes: readonly Outcome[];
  /** Where the entries of the outcomes are. */
  readonly store: Store;
}

/** What these results cover: an experiment is whole where each of its tasks has a result. A sweep decides no claim. */
function scopeOf({ registered, asked, tasks, outcomes }: Results): Scope {
  const finished = new Set(outcomes.flatMap(({ task, entry }) => (entry ? [task.key] : [])));
  const ofSweep = registered.filter(isOfSweep).map(({ experiment }) => experiment.id);
  const ids = [...new Set(tasks.map(({ experiment }) => experiment))].filter((id) => !ofSweep.includes(id));
  const isWhole = (id: string) =>
    tasks.every(({ experiment, key }) => experiment !== id || finished.has(key));
  return {
    dataset: asked.dataset ?? null,
    seeds: asked.seeds ?? null,
    firstSeed: asked.firstSeed ?? 0,
    experiments: ids.filter(isWhole),
    incomplete: ids.filter((id) => !isWhole(id)),
  };
}

/** Judges the claims and puts everything that the site reads into `folder`, replacing it as a whole. */
export async function publishResults(folder: string, results: Results): Promise<JudgedClaim[]> {
  const { profile, backend, registered, asked, outcomes, store } = results;
  const finished = outcomes.flatMap(({ task, entry }) => (entry ? [{ task, entry }] : []));
  const artifacts = new Map(
    registered.map((one) => [
      one.experiment.id,
      finished
        .filter(({ task }) => task.experiment === one.experiment.id)
        .map(({ entry }) => parseArtifact(registered, entry.files[artifactFile])),
    ]),
  );
  const failed = outcomes.flatMap(({ task, entry }) => (entry ? [] : [task]));
  const claims = judgeClaims(registered, artifacts, failed);
  const head = { schema: 1, commit: await currentCommit(), profile, backend, ...scopeOf(results) };
  const manifest = {
    ...head,
    artifacts: outcomes.map((outcome) => manifestEntry(outcome, results)),
  };
  const newest =
    finished
      .map(({ entry }) => entry.provenance.started)
      .sort()
      .at(-1) ?? null;
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  const files = {
    'claims.json': json(claims),
    'manifest.json': json(manifest),
    'build.json': json({
      ...head,
      date: newest,
      options: optionsOf({ profile, backendName: backend.name, ...asked }),
    }),
  };
  const stored = finished.flatMap(({ task, entry }) =>
    Object.entries(entry.files).map(([name, content]) => ({
      path: publishedPath(name, task),
      content,
      original: store.pathOf(task.key, name),
    })),
  );
  if (!isInPlace(folder, files, stored))
    await replaceFolder(folder, async (next) => {
      await writeFolder(next, files);
      await linkFiles(next, stored);
    });
  return claims;
}
