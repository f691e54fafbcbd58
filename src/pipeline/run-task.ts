import { cpus } from 'node:os';
import { datasetTensors } from '../data/dataset.ts';
import { encodeSafetensors } from '../data/safetensors.ts';
import type { Engine } from '../engine/engine.ts';
import { envelopeSchema } from '../claims/envelope.ts';
import type { Artifact, RunResult } from '../claims/experiment.ts';
import type { RegisteredExperiment } from '../registry/experiments.ts';
import { parseArtifact } from './artifact.ts';
import { FileCheckpoint } from './checkpoint.ts';
import { rememberLatest } from './latest.ts';
import { accounted, spentBefore, type Spent } from './spent.ts';
import { peakMemoryBytes, resetPeakMemory } from './peak-memory.ts';
import type { Store } from './store.ts';
import type { Task } from './task.ts';
import { counting } from './work.ts';

/** Names of an entry's files. */
export const artifactFile = 'artifact.json';
export const tensorsFile = 'tensors.safetensors';
export const datasetFile = (id: string) => `datasets/${id}.safetensors`;

/** What computes here; the system takes a while to say so. */
const cpu = cpus()[0]?.model ?? 'unknown';

export interface RunTaskOptions {
  readonly registered: readonly RegisteredExperiment[];
  readonly task: Task;
  readonly engine: Engine;
  readonly store: Store;
  readonly cache: string;
  /** Of the sources that run. */
  readonly commit: string | null;
  readonly progress: (share: number, doing: string) => void;
}

/** Runs one task, from its checkpoint where it has one, and stores what came out, checked against its schema. */
export async function runTask(options: RunTaskOptions): Promise<void> {
  const { registered, task, engine, store, cache, commit, progress } = options;
  const experiment = registered.find((one) => one.experiment.id === task.experiment)?.experiment;
  if (!experiment) throw new Error(`${task.id}: there is no experiment ${task.experiment}`);
  const started = new Date();
  resetPeakMemory();
  const parameters: unknown = experiment.parameters.parse(task.parameters);
  const inputs = await Promise.all(task.inputs.map((key) => readInput(registered, store, key)));
  const checkpoint = new FileCheckpoint(cache, task.key);
  const before = spentBefore(checkpoint);
  const counted = counting(engine);
  const spent = (): Spent => ({
    seconds: before.seconds + (Date.now() - started.getTime()) / 1000,
    resumptions: before.resumptions,
  });
  const result: RunResult<unknown> = await experiment.run({
    engine: counted.engine,
    parameters,
    seed: task.seed,
    inputs,
    checkpoint: accounted(checkpoint, counted.account, spent),
    progress,
  });
  await store.write(
    task.key,
    {
      id: task.id,
      key: task.key,
      status: result.status,
      ingredients: task.ingredients,
      source: task.source,
      commit,
      backend: engine.backend,
      node: process.version,
      started: started.toISOString(),
      ...spent(),
      work: counted.account.done(),
      peakMemoryBytes: peakMemoryBytes(),
      cpu,
    },
    entryFiles(task, parameters, { ...result, output: experiment.output.parse(result.output) }),
  );
  await rememberLatest(cache, task);
  checkpoint.clear();
}

async function readInput(
  registered: readonly RegisteredExperiment[],
  store: Store,
  key: string,
): Promise<Artifact<unknown>> {
  const found = await store.read(key);
  if (found.state !== 'present') throw new Error(`its input ${key} is ${found.state} in the store`);
  return parseArtifact(registered, found.entry.files[artifactFile]);
}

function entryFiles(task: Task, parameters: unknown, result: RunResult<unknown>): Record<string, Uint8Array> {
  const { status, output, tensors, datasets } = result;
  const { id, experiment, variant, seed, profile } = task;
  const envelope = envelopeSchema.parse({
    schema: 1,
    id,
    experiment,
    variant,
    seed,
    profile,
    parameters,
    status,
  });
  return {
    [artifactFile]: new TextEncoder().encode(`${JSON.stringify({ ...envelope, ...(output as object) })}\n`),
    ...(Object.keys(tensors).length > 0 && { [tensorsFile]: encodeSafetensors(tensors) }),
    ...Object.fromEntries(
      datasets.map((data) => [datasetFile(data.id), encodeSafetensors(datasetTensors(data))]),
    ),
  };
}
