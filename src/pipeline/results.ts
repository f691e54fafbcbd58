import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Backend } from '../engine/engine.ts';
import type { Profile } from '../experiments/experiment.ts';
import type { JudgedClaim } from '../experiments/claim.ts';
import type { RegisteredExperiment } from '../experiments/index.ts';
import { parseArtifact } from './artifact.ts';
import { sha256 } from './canonical.ts';
import { rerunCommand, type Asked } from './command.ts';
import { currentCommit } from './commit.ts';
import { judgeClaims } from './judge.ts';
import { artifactFile, tensorsFile } from './run-task.ts';
import type { Entry, Provenance } from './store.ts';
import type { Task } from './task.ts';
import { temporaryBeside } from './temporary.ts';
import { writeFolder } from './atomic.ts';

/** The outcome of a task: an entry of the store, or why there is none. */
export interface Outcome {
  readonly task: Task;
  readonly entry: Entry | null;
}

interface ManifestEntry {
  readonly id: string;
  readonly experiment: string;
  readonly variant: string;
  readonly seed: number;
  readonly status: 'complete' | 'diverged' | 'partial' | 'failed';
  readonly key: string;
  readonly sha256: string | null;
  readonly bytes: number;
  readonly seconds: number;
  readonly backend: Backend;
  readonly inputs: readonly string[];
  readonly source: readonly string[];
  /** Makes just this artifact again. */
  readonly command: string;
  /** What is known of its run; null where it failed. */
  readonly run: RunRecord | null;
}

type RunRecord = Pick<
  Provenance,
  'commit' | 'node' | 'cpu' | 'started' | 'peakMemoryBytes' | 'work' | 'resumptions' | 'ingredients'
>;

const runRecord = ({ provenance }: Entry): RunRecord => ({
  commit: provenance.commit,
  node: provenance.node,
  cpu: provenance.cpu,
  started: provenance.started,
  peakMemoryBytes: provenance.peakMemoryBytes,
  work: provenance.work,
  resumptions: provenance.resumptions,
  ingredients: provenance.ingredients,
});

function manifestEntry({ task, entry }: Outcome, { backend, asked }: Results): ManifestEntry {
  const { id, experiment, variant, seed, key, inputs, source } = task;
  const artifact = entry?.files[artifactFile];
  return {
    id,
    experiment,
    variant,
    seed,
    status: entry?.provenance.status ?? 'failed',
    key,
    sha256: artifact ? sha256(artifact) : null,
    bytes: artifact?.byteLength ?? 0,
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
  readonly outcomes: readonly Outcome[];
}

/** Judges the claims and puts everything that the site reads into `folder`, replacing it as a whole. */
export async function publishResults(folder: string, results: Results): Promise<JudgedClaim[]> {
  const { profile, backend, registered, asked, outcomes } = results;
  const finished = outcomes.flatMap(({ task, entry }) => (entry ? [{ task, entry }] : []));
  const artifacts = new Map(
    registered.map((one) => [
      one.experiment.id,
      finished
        .filter(({ task }) => task.experiment === one.experiment.id)
        .map(({ entry }) => parseArtifact(registered, entry.files[artifactFile])),
    ]),
  );
  const claims = judgeClaims(registered, artifacts);
  const commit = await currentCommit();
  const manifest = {
    schema: 1,
    commit,
    profile,
    artifacts: outcomes.map((outcome) => manifestEntry(outcome, results)),
  };
  const newest =
    finished
      .map(({ entry }) => entry.provenance.started)
      .sort()
      .at(-1) ?? null;
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  const files: Record<string, string | Uint8Array> = {
    'claims.json': json(claims),
    'manifest.json': json(manifest),
    'build.json': json({ schema: 1, profile, backend, commit, date: newest, dataset: asked.dataset ?? null }),
  };
  for (const { task, entry } of finished) {
    for (const [name, content] of Object.entries(entry.files)) {
      if (name === artifactFile) files[`artifacts/${task.id}.json`] = content;
      else if (name === tensorsFile) files[`tensors/${task.id}.safetensors`] = content;
      else files[name] = content;
    }
  }
  await replaceFolder(folder, files);
  return claims;
}

/** A reader finds the old folder, none for an instant, or the new one; never a mixture. */
async function replaceFolder(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  const [next, previous] = ['next', 'previous'].map((name) => temporaryBeside(`${folder}.${name}`));
  await mkdir(dirname(folder), { recursive: true });
  try {
    await writeFolder(next, files);
    await rename(folder, previous).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    await rename(next, folder);
  } finally {
    await rm(next, { recursive: true, force: true });
    await rm(previous, { recursive: true, force: true });
  }
}
