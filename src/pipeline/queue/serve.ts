import type { Backend } from '../../engine/engine.ts';
import type { RegisteredExperiment } from '../../registry/experiments.ts';
import { parseArtifact } from '../artifact.ts';
import { currentCommit } from '../commit.ts';
import { endOnSignals } from '../end-on-signals.ts';
import { given } from '../given.ts';
import { WorkerPool } from '../pool.ts';
import { Store } from '../store.ts';
import { planTasks } from '../task.ts';
import { announce, type Announcement } from './announcement.ts';
import { Refused, runQueueWorker } from './queue-worker.ts';
import type { WorkerPlan } from './take-tasks.ts';

export interface ServeOptions {
  readonly url: string;
  readonly cache: string;
  readonly backendName: Backend['name'];
  /** Tasks at a time. */
  readonly concurrency: number;
  /** The experiments of a run with these images and this sweep. */
  readonly experimentsOf: (
    asked: Pick<Announcement, 'dataset' | 'sweep'>,
  ) => Promise<readonly RegisteredExperiment[]>;
  /** Where worker processes find them and their engine; the project's own by default. */
  readonly registry?: URL;
  readonly say: (line: string) => void;
}

/** The tasks of a run as this machine's sources, packages and backend make them. */
async function planRunHere(
  backend: Backend,
  experimentsOf: ServeOptions['experimentsOf'],
  { experiments, ...asked }: Omit<Announcement, 'ingredients' | 'digest'>,
): Promise<WorkerPlan> {
  const { profile, seeds, firstSeed } = asked;
  const tasks = await planTasks(
    (await experimentsOf(asked)).filter(({ experiment }) => experiments.includes(experiment.id)),
    { profile, backend, ...given({ seeds, firstSeed }) },
  );
  return { tasks, announcement: announce(tasks, asked) };
}

/** Computes tasks of distributed runs on this machine until a signal ends the process. */
export async function serveQueue(options: ServeOptions): Promise<void> {
  const { url, cache, backendName, concurrency, experimentsOf, registry, say } = options;
  const pool = new WorkerPool(backendName, cache, registry);
  const stop = new AbortController();
  let serving: Promise<void> | undefined;
  const noMoreSignals = endOnSignals(async () => {
    say('Stopping; a task in hand goes back to the queue.');
    stop.abort();
    pool.stop();
    await serving;
  }, 0);
  try {
    const backend = await pool.backend();
    const own = await experimentsOf({ dataset: null, sweep: null });
    const everything = {
      commit: await currentCommit(),
      profile: 'quick',
      seeds: null,
      firstSeed: null,
      dataset: null,
      sweep: null,
      experiments: own.map(({ experiment }) => experiment.id),
    } as const;
    const planOf = (run: Parameters<typeof planRunHere>[2]) => planRunHere(backend, experimentsOf, run);
    const loaded = await planOf(everything);
    serving = runQueueWorker({
      url,
      concurrency,
      store: new Store(cache),
      plan: async (run) => {
        const now = await planOf(everything);
        if (now.announcement.digest !== loaded.announcement.digest)
          throw new Refused('the sources have changed since this worker started; start it again');
        return planOf({ ...run, commit: everything.commit });
      },
      execute: (task, hear, signal) => pool.execute(task, hear, signal),
      checkArtifact: (bytes) => void parseArtifact(own, bytes),
      say,
      signal: stop.signal,
    });
    await serving;
  } finally {
    pool.stop();
    noMoreSignals();
  }
}
