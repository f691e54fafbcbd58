import './end-with-parent.ts';
import type { Backend } from '../engine/engine.ts';
import { currentCommit } from './commit.ts';
import { diskFault } from './disk-fault.ts';
import { registryIn } from './registry.ts';
import { runTask } from './run-task.ts';
import type { Ending } from './schedule.ts';
import { Store } from './store.ts';
import type { Task } from './task.ts';

export interface ToWorker {
  readonly task: Task;
}

export type FromWorker =
  | { readonly type: 'ready'; readonly backend: Backend }
  | { readonly type: 'progress'; readonly share: number; readonly doing: string }
  | Ending;

/** A reader of progress needs no more than a few lines a second. */
const progressInterval = 200;

const [backendName, cache, registry] = process.argv.slice(2);
if (!process.send || (backendName !== 'native' && backendName !== 'wasm') || !cache || !registry)
  throw new Error('worker.ts is started by the pipeline, as a child process');
const send = (message: FromWorker) => process.send?.(message);

// Without its parent a worker has nobody to work for; one deep in a computation notices at its next progress.
const parent = process.ppid;
process.on('disconnect', () => process.exit(1));
// Ctrl-C reaches the whole process group; the parent decides when its workers end.
process.on('SIGINT', () => undefined);

const { experiments, createEngine } = registryIn(await import(registry), registry);
const engine = await createEngine(backendName);
const store = new Store(cache);
const commit = await currentCommit();

process.on('message', ({ task }: ToWorker) => {
  let last = 0;
  const progress = (share: number, doing: string) => {
    if (process.ppid !== parent) process.exit(1);
    if (Date.now() - last < progressInterval) return;
    last = Date.now();
    send({ type: 'progress', share, doing });
  };
  runTask({ registered: experiments, task, engine, store, cache, commit, progress }).then(
    () => send({ type: 'done' }),
    (error: Error) =>
      send({ type: 'failed', reason: diskFault(error, cache) ?? error.stack ?? error.message }),
  );
});

send({ type: 'ready', backend: engine.backend });
