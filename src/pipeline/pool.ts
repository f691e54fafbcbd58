import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Backend } from '../engine/engine.ts';
import type { Task } from './task.ts';
import type { FromWorker, ToWorker } from './worker.ts';

export type TaskEvent =
  | { readonly type: 'started'; readonly task: Task }
  | { readonly type: 'progress'; readonly task: Task; readonly share: number; readonly doing: string }
  | { readonly type: 'done'; readonly task: Task }
  | { readonly type: 'failed'; readonly task: Task; readonly reason: string };

interface Worker {
  readonly process: ChildProcess;
  task: Task | null;
  settle: (() => void) | null;
}

/** A task whose worker dies is given to another one this many times. */
const retries = 1;

/** Worker processes, one TensorFlow thread each, that run tasks and report. */
export class WorkerPool {
  readonly #backendName: Backend['name'];
  readonly #cache: string;
  readonly #report: (event: TaskEvent) => void;
  readonly #workers = new Set<Worker>();

  constructor(backendName: Backend['name'], cache: string, report: (event: TaskEvent) => void) {
    this.#backendName = backendName;
    this.#cache = cache;
    this.#report = report;
  }

  /** Starts one worker and tells on what it computes. */
  async start(): Promise<Backend> {
    const child = fork(
      fileURLToPath(new URL('./worker.ts', import.meta.url)),
      [this.#backendName, this.#cache],
      {
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      },
    );
    const worker: Worker = { process: child, task: null, settle: null };
    let complaints = '';
    child.stderr!.on('data', (text: Buffer) => (complaints = (complaints + text.toString()).slice(-4000)));
    this.#workers.add(worker);
    return new Promise((resolve, reject) => {
      child.on('message', (message: FromWorker) => {
        if (message.type === 'ready') resolve(message.backend);
        else this.#hear(worker, message);
      });
      child.on('exit', (code, signal) => {
        this.#workers.delete(worker);
        const reason = `the worker ended (${signal ?? `code ${code}`})${complaints ? `:\n${complaints}` : ''}`;
        reject(new Error(reason));
        if (worker.task) this.#report({ type: 'failed', task: worker.task, reason });
        worker.settle?.();
      });
    });
  }

  #hear(worker: Worker, message: Exclude<FromWorker, { type: 'ready' }>): void {
    const { task } = worker;
    if (!task) return;
    this.#report({ ...message, task });
    if (message.type === 'progress') return;
    worker.task = null;
    worker.settle?.();
  }

  /** Runs all tasks on `count` workers, in order; ends when every task has been reported done or failed. */
  async run(tasks: readonly Task[], count: number): Promise<void> {
    const queue = tasks.map((task) => ({ task, attemptsLeft: retries }));
    const drain = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const worker = await this.#idle();
        const alive = await this.#runOn(worker, next.task);
        if (!alive && next.attemptsLeft-- > 0) queue.push(next);
      }
    };
    await Promise.all(Array.from({ length: Math.min(count, tasks.length) }, drain));
  }

  async #idle(): Promise<Worker> {
    const free = () => [...this.#workers].find(({ task, settle }) => task === null && settle === null);
    const ready = free();
    if (ready) return this.#claim(ready);
    await this.start();
    return this.#claim(free()!);
  }

  #claim(worker: Worker): Worker {
    worker.settle = () => {};
    return worker;
  }

  /** False where the worker died under the task. */
  #runOn(worker: Worker, task: Task): Promise<boolean> {
    worker.task = task;
    this.#report({ type: 'started', task });
    return new Promise((resolve) => {
      worker.settle = () => {
        worker.settle = null;
        resolve(this.#workers.has(worker));
      };
      worker.process.send({ task } satisfies ToWorker);
    });
  }

  stop(): void {
    for (const { process: child } of this.#workers) child.kill('SIGKILL');
    this.#workers.clear();
  }
}
