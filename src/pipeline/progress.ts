import { createLogUpdate } from 'log-update';
import { mean, ofAll } from '../math/statistics.ts';
import { duration } from './duration.ts';
import type { Ending } from './schedule.ts';

interface Running {
  readonly started: number;
  share: number;
  doing: string;
}

/** Without a terminal, a running task is mentioned this often; milliseconds. */
const plainInterval = 20_000;

/** Seconds that each task is expected to take, by its id; one of a kind never seen counts as the mean of the others. */
export function weigh<T extends { readonly id: string }>(
  tasks: readonly T[],
  expected: (task: T) => number,
): Map<string, number> {
  const seconds = tasks.map(expected);
  const typical = ofAll(mean, seconds.filter(Number.isFinite)) ?? 1;
  return new Map(tasks.map(({ id }, i) => [id, Number.isFinite(seconds[i]) ? seconds[i] : typical]));
}

/** Tells what runs and how long it will take: a line a task on a terminal, plain lines elsewhere. */
export class Progress {
  readonly #weights: ReadonlyMap<string, number>;
  readonly #total: number;
  readonly #workers: string;
  readonly #out: NodeJS.WriteStream;
  readonly #live: ReturnType<typeof createLogUpdate> | null;
  readonly #running = new Map<string, Running>();
  readonly #started = Date.now();
  #finished = 0;
  /** Sum of the weights of what has ended. */
  #done = 0;
  #lastPlain = Date.now();

  /** @param weights of all tasks, as `weigh` gives them */
  constructor(
    weights: ReadonlyMap<string, number>,
    workers: string,
    out: NodeJS.WriteStream = process.stderr,
  ) {
    this.#weights = weights;
    this.#total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
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
    this.#done += this.#weight(id);
    this.#live?.clear();
    this.#out.write(
      ending.type === 'done'
        ? `  done    ${id} in ${duration((Date.now() - started) / 1000)} (${this.#finished} of ${this.#weights.size})\n`
        : `  failed  ${id}: ${ending.reason}\n`,
    );
    this.#draw();
  }

  #weight(id: string): number {
    return this.#weights.get(id) ?? 0;
  }

  /** Time left for all, from how long what has been done took and was expected to take. */
  #left(): string {
    const done = [...this.#running].reduce(
      (sum, [id, { share }]) => sum + share * this.#weight(id),
      this.#done,
    );
    if (done < 0.001 * this.#total) return '';
    const elapsed = (Date.now() - this.#started) / 1000;
    return `, about ${duration((elapsed / done) * (this.#total - done))} left`;
  }

  #draw(): void {
    if (!this.#live && Date.now() - this.#lastPlain < plainInterval) return;
    this.#lastPlain = Date.now();
    const lines = [...this.#running].map(([id, { share, doing, started }]) => {
      const elapsed = (Date.now() - started) / 1000;
      const left = share > 0.05 ? `, ${duration((elapsed / share) * (1 - share))} left` : '';
      return `  ${String(Math.round(100 * share)).padStart(3)} %   ${id}: ${doing}${left}`;
    });
    const all = [
      ...lines,
      `  ${this.#finished} of ${this.#weights.size} tasks on ${this.#workers}${this.#left()}`,
    ];
    if (this.#live) this.#live(all.join('\n'));
    else this.#out.write(`${all.join('\n')}\n`);
  }

  end(): void {
    this.#live?.clear();
  }
}
