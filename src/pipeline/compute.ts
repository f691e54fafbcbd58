import { parseArtifact } from './artifact.ts';
import { currentCommit } from './commit.ts';
import type { Decision } from './decide.ts';
import type { Locks } from './locks.ts';
import type { WorkerPool } from './pool.ts';
import { Progress, weigh } from './progress.ts';
import type { QueuePool } from './queue/queue-pool.ts';
import type { RunOptions } from './run-options.ts';
import { schedule, type Ending } from './schedule.ts';
import type { Store } from './store.ts';
import { isSameVariant, type Task } from './task.ts';
import type { Times } from './times.ts';

/** Tasks in a queue at a time; more than there are workers, and no more than Redis should be asked about. */
const mostInQueue = 500;

export interface Tools {
  readonly pool: WorkerPool;
  readonly store: Store;
  readonly locks: Locks;
  readonly times: Times;
  /** Told how to leave a queue before it is entered. */
  readonly leaving: (leave: () => Promise<void>) => void;
}

/** Computes what is due of a run's tasks, here or through a queue; the reasons of those that failed, by key. */
export async function compute(
  due: readonly Decision[],
  tasks: readonly Task[],
  options: RunOptions,
  tools: Tools,
): Promise<Map<string, string>> {
  const { workers, queue, say } = options;
  for (const decision of due) await clearEntry(tools.store, decision, say);
  const queued = queue ? await openQueue(queue, tasks, options, tools) : null;
  const dueTasks = due.map(({ task }) => task);
  const weights = weigh(dueTasks, (task) => tools.times.expected(task));
  const progress = new Progress(weights, queued ? 'workers of the queue' : `${workers} workers`);
  // Our workers keep the graphs that they have compiled; which of a queue's takes a task, nobody knows here.
  const where = queued
    ? { pool: queued, concurrency: mostInQueue }
    : { pool: tools.pool, concurrency: workers, alike: isSameVariant };
  try {
    return await runDue(dueTasks, { ...tools, ...where, progress });
  } finally {
    await queued?.stop();
    progress.end();
  }
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

async function runDue(
  due: readonly Task[],
  tools: Omit<Tools, 'pool' | 'leaving'> & {
    readonly pool: Pick<WorkerPool, 'execute'>;
    readonly concurrency: number;
    readonly alike?: typeof isSameVariant;
    readonly progress: Progress;
  },
): Promise<Map<string, string>> {
  const { pool, concurrency, alike, store, locks, times, progress } = tools;
  const failures = new Map<string, string>();
  await schedule(due, {
    concurrency,
    expected: (task) => times.expected(task),
    ...(alike && { alike }),
    claim: ({ key }) => locks.acquire(key),
    release: ({ key }) => locks.release(key),
    isStored: async ({ key }) => (await store.read(key)).state === 'present',
    execute: async (task): Promise<Ending> => {
      const started = Date.now();
      progress.started(task.id);
      const ending = await pool.execute(task, (share, doing) => progress.reached(task.id, share, doing));
      if (ending.type === 'done') times.record(task, (Date.now() - started) / 1000);
      return ending;
    },
    ended: (task, ending) => {
      progress.ended(task.id, ending);
      if (ending.type === 'failed') failures.set(task.key, ending.reason);
    },
  });
  return failures;
}

/** The workers of a queue, asked for the tasks of this run. */
async function openQueue(
  url: string,
  tasks: readonly Task[],
  { registered, profile, seeds, firstSeed, dataset, sweep, say }: RunOptions,
  { store, times, leaving }: Tools,
): Promise<QueuePool> {
  const [{ announce }, { QueuePool }] = await Promise.all([
    import('./queue/announcement.ts'),
    import('./queue/queue-pool.ts'),
  ]);
  return QueuePool.open({
    url,
    announcement: announce(tasks, {
      commit: await currentCommit(),
      profile,
      seeds: seeds ?? null,
      firstSeed: firstSeed ?? null,
      dataset: dataset ?? null,
      sweep: sweep ?? null,
    }),
    store,
    checkArtifact: (bytes) => void parseArtifact(registered, bytes),
    expected: (task) => times.expected(task),
    keys: new Set(tasks.map(({ key }) => key)),
    leaving,
    say,
  });
}
