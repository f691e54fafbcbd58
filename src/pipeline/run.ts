import type { Backend } from '../engine/engine.ts';
import type { Profile } from '../experiments/experiment.ts';
import type { JudgedClaim } from '../experiments/claim.ts';
import type { RegisteredExperiment } from '../experiments/index.ts';
import { resultsFolder } from './paths.ts';
import { WorkerPool } from './pool.ts';
import { Progress } from './progress.ts';
import { publishResults, type Outcome } from './results.ts';
import { Store } from './store.ts';
import { planTasks, type Task } from './task.ts';

export interface RunOptions {
  readonly registered: readonly RegisteredExperiment[];
  readonly cache: string;
  readonly profile: Profile;
  readonly backendName: Backend['name'];
  readonly workers: number;
  readonly seeds?: number;
  /** Runs every task again, whatever the store holds. */
  readonly force: boolean;
  readonly say: (line: string) => void;
}

/** What is to be done about a task, and why. */
export interface Decision {
  readonly task: Task;
  readonly cause: 'present' | 'absent' | 'forced' | 'damaged';
  readonly reason: string;
}

export interface RunSummary {
  readonly decisions: readonly Decision[];
  readonly failures: readonly { readonly task: Task; readonly reason: string }[];
  readonly claims: readonly JudgedClaim[];
  readonly folder: string;
  readonly seconds: number;
}

/** Looks into the store for each task and says in words why it would run or be reused. */
export async function decide(tasks: readonly Task[], store: Store, force: boolean): Promise<Decision[]> {
  return Promise.all(
    tasks.map(async (task): Promise<Decision> => {
      const found = await store.read(task.key);
      if (found.state === 'damaged')
        return { task, cause: 'damaged', reason: `its cache entry is damaged: ${found.reason}` };
      if (found.state === 'absent')
        return { task, cause: 'absent', reason: 'the cache holds no result with its key' };
      if (force) return { task, cause: 'forced', reason: 'a new run is forced' };
      return {
        task,
        cause: 'present',
        reason: `the cache holds its result of ${found.entry.provenance.started}`,
      };
    }),
  );
}

/** Makes room in the store for a new result. */
async function clearEntry(
  store: Store,
  { task, cause, reason }: Decision,
  say: RunOptions['say'],
): Promise<void> {
  if (cause === 'damaged') say(`${task.id}: ${reason}; set aside at ${await store.setAside(task.key)}`);
  else if (cause === 'forced') await store.remove(task.key);
}

/** What a run would do, without doing it. */
export async function planRun(options: RunOptions): Promise<Decision[]> {
  const pool = new WorkerPool(options.backendName, options.cache, () => {});
  try {
    return await decide(await tasksOf(options, await pool.start()), new Store(options.cache), options.force);
  } finally {
    pool.stop();
  }
}

function tasksOf({ registered, profile, seeds }: RunOptions, backend: Backend): Promise<Task[]> {
  return planTasks(registered, { profile, backend, ...(seeds !== undefined && { seeds }) });
}

/** Plans all tasks, runs those without a stored result, judges the claims and publishes for the site. */
export async function runExperiments(options: RunOptions): Promise<RunSummary> {
  const { registered, cache, profile, backendName, workers, force, say } = options;
  const started = Date.now();
  const store = new Store(cache);
  await store.sweep();
  const failures = new Map<string, string>();
  let progress: Progress | null = null;
  const pool = new WorkerPool(backendName, cache, (event) => {
    progress?.hear(event);
    if (event.type === 'failed') failures.set(event.task.key, event.reason);
    if (event.type === 'done') failures.delete(event.task.key);
  });
  const interrupt = () => {
    progress?.end();
    pool.stop();
    say('Interrupted; finished tasks are kept and the next run goes on from there.');
    process.exit(130);
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    const backend = await pool.start();
    const tasks = await tasksOf(options, backend);
    const decisions = await decide(tasks, store, force);
    const due = decisions.filter(({ cause }) => cause !== 'present');
    say(
      `${tasks.length} tasks, profile ${profile}, ${backend.name} backend (${backend.version}): ` +
        `${tasks.length - due.length} reused, ${due.length} to run on ${workers} workers`,
    );
    for (const decision of due) await clearEntry(store, decision, say);
    progress = new Progress(due.length, workers);
    await pool.run(
      due.map(({ task }) => task),
      workers,
    );
    progress.end();
    const outcomes = await Promise.all(
      tasks.map(async (task): Promise<Outcome> => {
        const found = await store.read(task.key);
        return { task, entry: found.state === 'present' ? found.entry : null };
      }),
    );
    const folder = resultsFolder(cache, profile);
    const claims = await publishResults(folder, { profile, backend, registered, outcomes });
    return {
      decisions,
      failures: outcomes.flatMap(({ task, entry }) =>
        entry ? [] : [{ task, reason: failures.get(task.key) ?? 'its result is missing from the store' }],
      ),
      claims,
      folder,
      seconds: (Date.now() - started) / 1000,
    };
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    pool.stop();
  }
}
