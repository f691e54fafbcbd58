import type { JudgedClaim } from '../claims/claim.ts';
import { atMost } from './at-most.ts';
import { Complaint } from './complaint.ts';
import type { Tools } from './compute.ts';
import type { Decision } from './decide.ts';
import { diskFault, ensureWritable } from './disk-fault.ts';
import { endOnSignals } from './end-on-signals.ts';
import { Locks } from './locks.ts';
import { resultsFolder } from './paths.ts';
import { makePlan, storeOf } from './plan-run.ts';
import { WorkerPool } from './pool.ts';
import { publishResults, type Outcome } from './results.ts';
import { asked, type RunOptions } from './run-options.ts';
import { entriesAtATime, type Store } from './store.ts';
import type { Task } from './task.ts';
import { removeLeftovers } from './leftovers.ts';
import { removeAbandoned } from './temporary.ts';
import { Times } from './times.ts';

export interface RunSummary {
  readonly decisions: readonly Decision[];
  readonly failures: readonly { readonly task: Task; readonly reason: string }[];
  readonly claims: readonly JudgedClaim[];
  readonly folder: string;
  readonly seconds: number;
}

/** What is to be published: the outcomes of the tasks of this run, and every other experiment that is complete. */
async function collect(
  tasks: readonly Task[],
  decisions: readonly Decision[],
  { failures, store }: { readonly failures: ReadonlyMap<string, string>; readonly store: Store },
): Promise<Outcome[]> {
  const known = new Map(decisions.map(({ task, entry }) => [task.key, entry]));
  const outcomes = await atMost(entriesAtATime, tasks, async (task): Promise<Outcome> => {
    const entry = known.get(task.key);
    if (entry) return { task, entry };
    const found = await store.read(task.key);
    if (found.state === 'present') return { task, entry: found.entry };
    const reason = failures.get(task.key) ?? 'its result is missing from the store';
    return { task, entry: null, reason };
  });
  const incomplete = new Set(outcomes.flatMap(({ task, entry }) => (entry ? [] : [task.experiment])));
  return outcomes.filter(({ task }) => known.has(task.key) || !incomplete.has(task.experiment));
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
  let leaveQueue: (() => Promise<void>) | undefined;
  const stop = async () => {
    pool.stop();
    // What went wrong before is what the run ends with, not what cannot be tidied up for the same reason.
    await Promise.allSettled([
      Promise.resolve().then(() => locks.releaseAll()),
      times?.save(),
      leaveQueue?.(),
    ]);
  };
  const noMoreSignals = endOnSignals(() => {
    say(
      '\nInterrupted. Finished tasks are kept, and the next run goes on from the last checkpoint of the others.',
    );
    return stop();
  });
  try {
    await ensureWritable(cache);
    await removeAbandoned(cache);
    times = new Times(cache);
    const leaving = (leave: () => Promise<void>) => void (leaveQueue = leave);
    const done = await carryOut(options, { pool, locks, times, leaving });
    return { ...done, seconds: (Date.now() - started) / 1000 };
  } catch (error) {
    const fault = diskFault(error, cache);
    throw fault === null ? error : new Complaint(fault, { cause: error });
  } finally {
    await stop();
    noMoreSignals();
  }
}

async function carryOut(
  options: RunOptions,
  { pool, ...tools }: Omit<Tools, 'store'>,
): Promise<Omit<RunSummary, 'seconds'>> {
  const { registered, cache, profile, workers, queue, say } = options;
  const store = storeOf(options);
  const { backend, tasks, decisions } = await makePlan(options, { pool, store });
  const due = decisions.filter(({ cause }) => cause !== 'present');
  const stored = decisions.filter(({ cause }) => cause === 'present');
  await removeLeftovers(cache, new Set(stored.map(({ task }) => task.key)));
  say(
    `${decisions.length} tasks, profile ${profile}, ${backend.name} backend (${backend.version}): ` +
      `${stored.length} reused, ${due.length} to run ${queue ? 'through the queue' : `on ${workers} workers`}`,
  );
  // What computes is loaded only where there is something to compute.
  const failures =
    due.length === 0
      ? new Map<string, string>()
      : await (await import('./compute.ts')).compute(due, tasks, options, { ...tools, pool, store });
  const outcomes = await collect(tasks, decisions, { failures, store });
  const folder = resultsFolder(cache, profile);
  const claims = await publishResults(folder, {
    profile,
    backend,
    registered,
    tasks,
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
