import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Backend } from '../engine/engine.ts';
import { projectRegistry } from './registry.ts';
import type { Ending } from './schedule.ts';
import { isSameVariant, type Task } from './task.ts';
import { workerSurroundings } from './worker-environment.ts';
import type { FromWorker, ToWorker } from './worker.ts';

interface Worker {
  readonly process: ChildProcess;
  /** Known once it has started. */
  backend: Backend | null;
  /** The task that it runs, or ran last. */
  latest: Task | null;
  /** Last words on its standard error. */
  complaints: string;
  settle: ((ending: Ending) => void) | null;
  /** Gives up its task when the time of that is over. */
  overtime: NodeJS.Timeout | undefined;
  hear: ((share: number, doing: string) => void) | null;
}

/** Worker processes, one TensorFlow thread each. Started as they are needed, kept until the pool is stopped. */
export class WorkerPool {
  readonly #backendName: Backend['name'];
  readonly #cache: string;
  readonly #registry: URL;
  readonly #idle: Worker[] = [];
  readonly #all = new Set<Worker>();
  #stopped = false;

  constructor(backendName: Backend['name'], cache: string, registry = projectRegistry) {
    this.#backendName = backendName;
    this.#cache = cache;
    this.#registry = registry;
  }

  /** What the workers compute on; starts the first one. */
  async backend(): Promise<Backend> {
    const worker = await this.#start();
    this.#idle.push(worker);
    return worker.backend!;
  }

  /** Runs a task in a free worker, and gives it up when its time is over or `signal` is aborted; never ends once stopped. */
  async execute(
    task: Task,
    hear: (share: number, doing: string) => void,
    signal?: AbortSignal,
  ): Promise<Ending> {
    const worker = this.#free(task) ?? (await this.#start().catch((error: Error) => error));
    if (worker instanceof Error) return { type: 'failed', reason: worker.message, crashed: true };
    return new Promise((resolve) => {
      const giveUp = (reason: string) => {
        worker.process.kill('SIGKILL');
        worker.settle?.({ type: 'failed', reason });
      };
      const abort = () => giveUp('it was given up');
      signal?.addEventListener('abort', abort);
      worker.overtime = setTimeout(
        () => giveUp(`not done within its time limit of ${task.timeLimit} s`),
        1000 * task.timeLimit,
      );
      worker.latest = task;
      worker.hear = hear;
      worker.settle = (ending) => {
        clearTimeout(worker.overtime);
        signal?.removeEventListener('abort', abort);
        worker.settle = null;
        resolve(ending);
      };
      if (signal?.aborted) abort();
      else worker.process.send({ task } satisfies ToWorker);
    });
  }

  /** A worker with nothing to do, if there is one; rather one that has the task's graphs. */
  #free(task: Task): Worker | undefined {
    const ready = this.#idle.findIndex(({ latest }) => latest !== null && isSameVariant(latest, task));
    return this.#idle.splice(ready, 1)[0];
  }

  #start(): Promise<Worker> {
    if (this.#stopped) return new Promise(() => undefined);
    const child = fork(
      fileURLToPath(new URL('./worker.ts', import.meta.url)),
      [this.#backendName, this.#cache, this.#registry.href],
      {
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
        ...workerSurroundings(process.env, process.execArgv),
      },
    );
    const worker: Worker = {
      process: child,
      backend: null,
      latest: null,
      complaints: '',
      settle: null,
      overtime: undefined,
      hear: null,
    };
    this.#all.add(worker);
    child.stderr!.on(
      'data',
      (text: Buffer) => (worker.complaints = (worker.complaints + text.toString()).slice(-4000)),
    );
    return new Promise((resolve, reject) => {
      child.on('message', (message: FromWorker) => {
        if (message.type === 'ready') resolve(Object.assign(worker, { backend: message.backend }));
        else if (message.type === 'progress') worker.hear?.(message.share, message.doing);
        else {
          this.#idle.push(worker);
          worker.settle?.(message);
        }
      });
      child.on('error', reject);
      child.on('exit', (code, signal) => {
        if (this.#stopped) return;
        this.#all.delete(worker);
        const idle = this.#idle.indexOf(worker);
        if (idle >= 0) this.#idle.splice(idle, 1);
        const reason = lastWords(worker, code, signal);
        reject(new Error(reason));
        worker.settle?.({ type: 'failed', reason, crashed: true });
      });
    });
  }

  /** Ends all workers; what is waited for of them never comes. */
  stop(): void {
    this.#stopped = true;
    for (const worker of this.#all) {
      clearTimeout(worker.overtime);
      worker.settle = null;
      worker.process.kill('SIGKILL');
    }
    this.#idle.length = 0;
    this.#all.clear();
  }
}

function lastWords({ complaints }: Worker, code: number | null, signal: NodeJS.Signals | null): string {
  if (complaints.includes('heap out of memory') || complaints.includes('bad_alloc'))
    return 'its worker ran out of memory';
  if (signal === 'SIGKILL') return 'its worker was killed (SIGKILL), as the system does when memory runs out';
  return `its worker ended (${signal ?? `code ${code}`})${complaints ? `:\n${complaints}` : ''}`;
}
