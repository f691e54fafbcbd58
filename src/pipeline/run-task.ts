import { cpus } from 'node:os';
import { datasetTensors } from '../data/dataset.ts';
import { encodeSafetensors } from '../data/safetensors.ts';
import type { Engine } from '../engine/engine.ts';
import { envelopeSchema } from '../experiments/envelope.ts';
import type { AnyExperiment, RunResult } from '../experiments/experiment.ts';
import type { Store } from './store.ts';
import type { Task } from './task.ts';

/** Names of an entry's files. */
export const artifactFile = 'artifact.json';
export const tensorsFile = 'tensors.safetensors';
export const datasetFile = (id: string) => `datasets/${id}.safetensors`;

/** Runs one task and stores what came out, checked against its schema. */
export async function runTask(
  experiment: AnyExperiment,
  task: Task,
  engine: Engine,
  store: Store,
  progress: (share: number, doing: string) => void,
): Promise<void> {
  const started = new Date();
  const parameters: unknown = experiment.parameters.parse(task.parameters);
  const result: RunResult<unknown> = await experiment.run({ engine, parameters, seed: task.seed, progress });
  const seconds = (Date.now() - started.getTime()) / 1000;
  const { status, output, tensors, datasets } = result;
  const envelope = envelopeSchema.parse({
    schema: 1,
    id: task.id,
    experiment: task.experiment,
    variant: task.variant,
    seed: task.seed,
    profile: task.profile,
    parameters,
    status,
  });
  const artifact = { ...envelope, ...(experiment.output.parse(output) as object) };
  const files = {
    [artifactFile]: new TextEncoder().encode(`${JSON.stringify(artifact)}\n`),
    [tensorsFile]: encodeSafetensors(tensors),
    ...Object.fromEntries(
      datasets.map((data) => [datasetFile(data.id), encodeSafetensors(datasetTensors(data))]),
    ),
  };
  await store.write(
    task.key,
    {
      id: task.id,
      key: task.key,
      status,
      ingredients: task.ingredients,
      backend: engine.backend,
      started: started.toISOString(),
      seconds,
      peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
      cpu: cpus()[0]?.model ?? 'unknown',
    },
    files,
  );
}
