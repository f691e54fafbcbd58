import type { Backend } from '../engine/engine.ts';
import type { JudgedClaim } from '../experiments/claim.ts';
import type { Profile } from '../experiments/experiment.ts';
import type { RegisteredExperiment } from '../experiments/index.ts';
import type { ImageSource } from '../data/image-source.ts';
import type { Sweep } from '../experiments/sweep.ts';
import { parseArtifact } from './artifact.ts';
import { chosen, isNamed } from './choice.ts';
import { currentCommit } from './commit.ts';
import { Complaint } from './complaint.ts';
import type { Asked } from './command.ts';
import { decide, type Decision } from './decide.ts';
import { diskFault, ensureWritable } from './disk-fault.ts';
import { Locks } from './locks.ts';
import { resultsFolder } from './paths.ts';
import { WorkerPool } from './pool.ts';
import { Progress } from './progress.ts';
import { announce } from './queue/announcement.ts';
import { QueuePool } from './queue/queue-pool.ts';
import { publishResults, type Outcome } from './results.ts';
import { artifactFile } from './run-task.ts';
import { schedule, type Ending } from './schedule.ts';
import { Store } from './store.ts';
import { readSources } from './sources.ts';
import { planTasks, projectSources, type Task } from './task.ts';
import { removeAbandoned } from './temporary.ts';
import { Times } from './times.ts';

export interface RunOptions {
  readonly registered: readonly RegisteredExperiment[];
  /** Where workers find them and their engine; the project's own by default. */
  readonly registry?: URL;
  readonly cache: string;
  readonly profile: Profile;
  readonly backendName: Backend['name'];
  readonly workers: number;
  readonly seeds?: number;
  readonly firstSeed?: number;
  /** The images that the registered experiments run on in place of their own. */
  readonly dataset?: ImageSource;
  /** Names of experiments or artifacts; only these and what they need are run. Everything where there are none. */
  readonly names: readonly string[];
  /** Runs every task again, whatever the store holds. */
  readonly force: boolean;
  /** Address of the Redis whose workers compute the tasks; without it, workers of this machine do. */
  readonly queue?: string;
  /** The grid whose tasks are among the registered ones. */
  readonly sweep?: Sweep;
  readonly say: (line: string) => void;
}

export interface RunSummary {
  readonly decisions: readonly Decision[];
  readonly failures: readonly { readonly task: Task; readonly reason: string }[];
  readonly claims: readonly JudgedClaim[];
  readonly folder: string;
  readonly seconds: number;
}

/** The parts of a run's options that are there. */
const asked = ({ seeds, firstSeed, dataset }: RunOptions): Asked => ({
  ...(seeds !== undefined && { seeds }),
  ...(firstSeed !== undefined && { firstSeed }),
  ...(dataset !== undefined && { dataset }),
});

function tasksOf(options: RunOptions, backend: Backend): Promise<Task[]> {
  return planTasks(options.registered, { profile: options.profile, backend, ...asked(options) });
}

/** Tasks in a queue at a time; more than there are workers, and no more than Redis should be asked about. */
const mostInQueue = 500;

/** What a run would do, without doing it. */
export async function planRun(options: RunOptions): Promise<Decision[]> {
  const { registry, backendName, cache, names, force } = options;
  const pool = new WorkerPool(backendName, cache, registry);
  try {
    const tasks = await tasksOf(options, await pool.backend());
    return await decide(
      chosen(tasks, names),
      storeOf(options),
      cache,
      (task) => force && isNamed(task, names),
    );
  } finally {
    pool.stop();
  }
}

/** The store, for which an entry that does not match the schema of its experiment is as bad as a damaged one. */
const storeOf = ({ registered, cache }: RunOptions): Store =>
  new Store(cache, ({ files }) => void parseArtifact(registered, files[artifactFile]));

/** Makes room in the store for a new result. */
async function clearEntry(
  store: Store,
  { task, cause, reason }: Decision,
  say: RunOptions['say'],
): Promise<void> {
  if (cause === 'damaged') say(`${task.id}: ${reason}; set aside at ${await store.setAside(task.key)}`);
  else if (cause === 'forced') await store.remove(task.key);
}

/** Runs the tasks that are due; the reasons of those that failed, by key. */
async function runDue(
  due: readonly Task[],
  tools: {
    readonly pool: Pick<WorkerPool, 'execute'>;
    readonly concurrency: number;
    readonly store: Store;
    readonly locks: Locks;
    readonly times: Times;
    readonly progress: Progress;
  },
): Promise<Map<string, string>> {
  const { pool, concurrency, store, locks, times, progress } = tools;
  const failures = new Map<string, string>();
  await schedule(due, {
    concurrency,
    expected: (task) => times.expected(task),
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
  { store, times }: { readonly store: Store; readonly times: Times },
): Promise<QueuePool> {
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
    say,
  });
}

/** What is to be published: the outcomes of the tasks of this run, and every other experiment that is complete. */
async function collect(
  tasks: readonly Task[],
  decisions: readonly Decision[],
  { failures, store }: { readonly failures: ReadonlyMap<string, string>; readonly store: Store },
): Promise<Outcome[]> {
  const known = new Map(decisions.map(({ task, entry }) => [task.key, entry]));
  const outcomes = await Promise.all(
    tasks.map(async (task): Promise<Outcome> => {
      const entry = known.get(task.key);
      if (entry) return { task, entry };
      const found = await store.read(task.key);
      if (found.state === 'present') return { task, entry: found.entry };
      const reason = failures.get(task.key) ?? 'its result is missing from the store';
      return { task, entry: null, reason };
    }),
  );
  const incomplete = new Set(outcomes.flatMap(({ task, entry }) => (entry ? [] : [task.experiment])));
  return outcomes.filter(({ task }) => known.has(task.key) || !incomplete.has(task.experiment));
}

/** Ends this process when it is told to, with nothing lost but what the running tasks did since their checkpoints. */
function stopOnSignals(stop: () => Promise<void>, say: RunOptions['say']): () => void {
  const interrupt = () => {
    say(
      '\nInterrupted. Finished tasks are kept, and the next run goes on from the last checkpoint of the others.',
    );
    void stop().finally(() => process.exit(130));
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.once(signal, interrupt);
  return () => {
    for (const signal of signals) process.off(signal, interrupt);
  };
}

/**
 * Plans all tasks, runs those without a stored result, judges the claims and publishes for the site.
 * @throws Complaint where the cache cannot be written
 */
export async function runExperiments(options: RunOptions): Promise<RunSummary> {
  const { registry, cache, backendName, say } = options;
  const started = Date.now();
  const [locks, pool] = [new Locks(cache), new WorkerPool(backendName, cache, registry)];
  let times: Times | undefined;
  const stop = async () => {
    pool.stop();
    locks.releaseAll();
    await times?.save().catch(() => undefined);
  };
  const signalsAreOurs = stopOnSignals(stop, say);
  try {
    await ensureWritable(cache);
    await removeAbandoned(cache);
    times = new Times(cache);
    const done = await carryOut(options, { pool, locks, times });
    return { ...done, seconds: (Date.now() - started) / 1000 };
  } catch (error) {
    const fault = diskFault(error, cache);
    throw fault === null ? error : new Complaint(fault, { cause: error });
  } finally {
    signalsAreOurs();
    await stop();
  }
}

async function carryOut(
  options: RunOptions,
  { pool, locks, times }: { readonly pool: WorkerPool; readonly locks: Locks; readonly times: Times },
): Promise<Omit<RunSummary, 'seconds'>> {
  const { registered, names, cache, profile, workers, force, queue, say } = options;
  const store = storeOf(options);
  // The sources are read while the first worker starts.
  const [backend] = await Promise.all([pool.backend(), readSources(registered, projectSources)]);
  const tasks = await tasksOf(options, backend);
  const wanted = chosen(tasks, names);
  const decisions = await decide(wanted, store, cache, (task) => force && isNamed(task, names));
  const due = decisions.filter(({ cause }) => cause !== 'present');
  say(
    `${wanted.length} tasks, profile ${profile}, ${backend.name} backend (${backend.version}): ` +
      `${wanted.length - due.length} reused, ${due.length} to run ${queue ? 'through the queue' : `on ${workers} workers`}`,
  );
  for (const decision of due) await clearEntry(store, decision, say);
  const queued = due.length > 0 && queue ? await openQueue(queue, tasks, options, { store, times }) : null;
  const progress = new Progress(due.length, queued ? 'workers of the queue' : `${workers} workers`);
  const failures = await runDue(
    due.map(({ task }) => task),
    { pool: queued ?? pool, concurrency: queued ? mostInQueue : workers, store, locks, times, progress },
  ).finally(() => queued?.stop());
  progress.end();
  const outcomes = await collect(tasks, decisions, { failures, store });
  const folder = resultsFolder(cache, profile);
  const claims = await publishResults(folder, {
    profile,
    backend,
    registered,
    outcomes,
    asked: asked(options),
    store,
  });
  return {
    decisions,
    failures: outcomes.flatMap((outcome) =>
      outcome.entry ? [] : [{ task: outcome.task, reason: outcome.reason }],
    ),
    claims,
    folder,
  };
}
