import { createLogUpdate } from 'log-update';
import type { TaskEvent } from './pool.ts';
import type { Task } from './task.ts';

interface Running {
  readonly started: number;
  share: number;
  doing: string;
}

/** A duration in seconds as `42 s` or `3 min 05 s`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

/** Without a terminal, a running task is mentioned this often. */
const plainInterval = 20_000;

/** Tells what runs and how long it will take: a line a task on a terminal, plain lines elsewhere. */
export class Progress {
  readonly #total: number;
  readonly #workers: number;
  readonly #out: NodeJS.WriteStream;
  readonly #live: ReturnType<typeof createLogUpdate> | null;
  readonly #running = new Map<string, Running>();
  readonly #started = Date.now();
  #finished = 0;
  #lastPlain = Date.now();

  constructor(total: number, workers: number, out: NodeJS.WriteStream = process.stderr) {
    this.#total = total;
    this.#workers = workers;
    this.#out = out;
    this.#live = out.isTTY ? createLogUpdate(out) : null;
  }

  hear(event: TaskEvent): void {
    const { id } = event.task;
    if (event.type === 'started') this.#running.set(id, { started: Date.now(), share: 0, doing: 'starting' });
    else if (event.type === 'progress')
      Object.assign(this.#running.get(id)!, { share: event.share, doing: event.doing });
    else this.#end(event.task, event.type === 'failed' ? event.reason : null);
    this.#draw();
  }

  #end(task: Task, reason: string | null): void {
    const seconds = (Date.now() - (this.#running.get(task.id)?.started ?? Date.now())) / 1000;
    this.#running.delete(task.id);
    this.#finished++;
    this.#line(
      reason === null
        ? `  done    ${task.id} in ${duration(seconds)} (${this.#finished} of ${this.#total})`
        : `  failed  ${task.id}: ${reason}`,
    );
  }

  #line(text: string): void {
    this.#live?.clear();
    this.#out.write(`${text}\n`);
  }

  /** Time left for all, from the mean time a task has taken so far. */
  #left(): string {
    const shares = [...this.#running.values()].reduce((sum, { share }) => sum + share, this.#finished);
    if (shares < 0.05) return '';
    const elapsed = (Date.now() - this.#started) / 1000;
    return `, about ${duration((elapsed / shares) * (this.#total - shares))} left`;
  }

  #draw(): void {
    const lines = [...this.#running].map(([id, { share, doing, started }]) => {
      const elapsed = (Date.now() - started) / 1000;
      const left = share > 0.05 ? `, ${duration((elapsed / share) * (1 - share))} left` : '';
      return `  ${String(Math.round(100 * share)).padStart(3)} %   ${id}: ${doing}${left}`;
    });
    const summary = `  ${this.#finished} of ${this.#total} tasks on ${this.#workers} workers${this.#left()}`;
    if (this.#live) this.#live([...lines, summary].join('\n'));
    else if (Date.now() - this.#lastPlain > plainInterval) {
      this.#lastPlain = Date.now();
      this.#out.write(`${[...lines, summary].join('\n')}\n`);
    }
  }

  end(): void {
    this.#live?.clear();
  }
}
