import type { Backend } from '../engine/engine.ts';
import { parseArtifact } from './artifact.ts';
import { canonicalJson } from './canonical.ts';
import { chosen, isNamed } from './choice.ts';
import { decide, type Decision } from './decide.ts';
import { knownBackend, rememberBackend } from './known-backend.ts';
import { WorkerPool } from './pool.ts';
import { asked, type RunOptions } from './run-options.ts';
import { artifactFile } from './run-task.ts';
import { readSources } from './sources.ts';
import { Store } from './store.ts';
import { projectSources, tasksFrom, type Task } from './task.ts';

export interface RunPlan {
  readonly backend: Backend;
  /** Every task of the registered experiments. */
  readonly tasks: readonly Task[];
  /** What is to be done about those that the run is restricted to. */
  readonly decisions: readonly Decision[];
}

/** The store, for which an entry that does not match the schema of its experiment is as bad as a damaged one. */
export const storeOf = ({ registered, cache }: RunOptions): Store =>
  new Store(cache, ({ files }) => void parseArtifact(registered, files[artifactFile]));

/** Plans all tasks and looks each up in the store. A worker is started unless everything is there already. */
export async function makePlan(
  options: RunOptions,
  { pool, store }: { readonly pool: WorkerPool; readonly store: Store },
): Promise<RunPlan> {
  const { registered, registry, backendName, cache, profile, names, force } = options;
  const reading = readSources(registered, projectSources);
  const planFor = async (backend: Backend): Promise<RunPlan> => {
    const tasks = tasksFrom(await reading, registered, { profile, backend, ...asked(options) });
    const forced = (task: Task) => force && isNamed(task, names);
    return { backend, tasks, decisions: await decide(chosen(tasks, names), store, cache, forced) };
  };
  // What another engine than the project's computes on, nobody remembers.
  const known = registry ? null : await knownBackend(backendName);
  const expected = known && (await planFor(known));
  if (expected?.decisions.every(({ cause }) => cause === 'present')) return expected;
  // The sources are read while it starts.
  const [backend] = await Promise.all([pool.backend(), reading]);
  if (expected && canonicalJson(known) === canonicalJson(backend)) return expected;
  if (!registry) await rememberBackend(backend);
  return planFor(backend);
}

/** What a run would do, without doing it. */
export async function planRun(options: RunOptions): Promise<readonly Decision[]> {
  const { registry, backendName, cache } = options;
  const pool = new WorkerPool(backendName, cache, registry);
  try {
    return (await makePlan(options, { pool, store: storeOf(options) })).decisions;
  } finally {
    pool.stop();
  }
}
