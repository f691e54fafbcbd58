import { createLogUpdate } from 'log-update';
import { duration } from './duration.ts';
import type { Ending } from './schedule.ts';

interface Running {
  readonly started: number;
  share: number;
  doing: string;
}

/** Without a terminal, a running task is mentioned this often; milliseconds. */
const plainInterval = 20_000;

/** Tells what runs and how long it will take: a line a task on a terminal, plain lines elsewhere. */
export class Progress {
  readonly #total: number;
  readonly #workers: string;
  readonly #out: NodeJS.WriteStream;
  readonly #live: ReturnType<typeof createLogUpdate> | null;
  readonly #running = new Map<string, Running>();
  readonly #started = Date.now();
  #finished = 0;
  #lastPlain = Date.now();

  constructor(total: number, workers: string, out: NodeJS.WriteStream = process.stderr) {
    this.#total = total;
    this.#workers = workers;
    this.#out = out;
    this.#live = out.isTTY ? createLogUpdate(out) : null;
  }

  started(id: string): void {
    this.#running.set(id, { started: Date.now(), share: 0, doing: 'starting' });
    this.#draw();
  }

  reached(id: string, share: number, doing: string): void {
    const running = this.#running.get(id);
    if (running) Object.assign(running, { share, doing });
    this.#draw();
  }

  ended(id: string, ending: Ending): void {
    const started = this.#running.get(id)?.started ?? Date.now();
    this.#running.delete(id);
    this.#finished++;
    this.#live?.clear();
    this.#out.write(
      ending.type === 'done'
        ? `  done    ${id} in ${duration((Date.now() - started) / 1000)} (${this.#finished} of ${this.#total})\n`
        : `  failed  ${id}: ${ending.reason}\n`,
    );
    this.#draw();
  }

  /** Time left for all, from what the finished and running tasks have taken so far. */
  #left(): string {
    const shares = [...this.#running.values()].reduce((sum, { share }) => sum + share, this.#finished);
    if (shares < 0.05) return '';
    const elapsed = (Date.now() - this.#started) / 1000;
    return `, about ${duration((elapsed / shares) * (this.#total - shares))} left`;
  }

  #draw(): void {
    if (!this.#live && Date.now() - this.#lastPlain < plainInterval) return;
    this.#lastPlain = Date.now();
    const lines = [...this.#running].map(([id, { share, doing, started }]) => {
      const elapsed = (Date.now() - started) / 1000;
      const left = share > 0.05 ? `, ${duration((elapsed / share) * (1 - share))} left` : '';
      return `  ${String(Math.round(100 * share)).padStart(3)} %   ${id}: ${doing}${left}`;
    });
    const all = [...lines, `  ${this.#finished} of ${this.#total} tasks on ${this.#workers}${this.#left()}`];
    if (this.#live) this.#live(all.join('\n'));
    else this.#out.write(`${all.join('\n')}\n`);
  }

  end(): void {
    this.#live?.clear();
  }
}
