import type { Redis } from 'ioredis';
import { setTimeout as nap } from 'node:timers/promises';
import { Complaint } from '../complaint.ts';
import { shownUrl, withoutPassword } from './address.ts';
import { troubleOf, type Trouble } from './trouble.ts';

/** What could not be done is tried again after so long; milliseconds. */
export const retryAfter = 1000;
/** An answer is late after so long; milliseconds. */
const patience = 5000;
/** Trouble that comes back within so long is the same, and told once; milliseconds. */
const calm = 60_000;

/** What a queue asks of its Redis: the server's troubles are told once, what passes is waited for, the rest ends it. */
export class Link {
  readonly #url: string;
  readonly #say: (line: string) => void;
  readonly #refused = Promise.withResolvers<never>();
  /** When each kind of trouble was last met. */
  readonly #met = new Map<string, number>();
  #over = false;

  constructor(url: string, say: (line: string) => void) {
    this.#url = url;
    this.#say = say;
    this.refused.catch(() => undefined);
  }

  /** Rejects with a {@link Complaint} once there is no use in going on. */
  get refused(): Promise<never> {
    return this.#refused.promise;
  }

  get isOver(): boolean {
    return this.#over;
  }

  /** Nothing is said or tried any more. */
  end(): void {
    this.#over = true;
  }

  /** Tells whether a connection is there. */
  watch(redis: Redis): void {
    redis.on('close', () => this.#tell('gone', 'is gone; waiting for it.'));
    redis.on('ready', () => this.#isBack('gone', 'late'));
    redis.on('error', (error: Error) => this.hear(error));
  }

  /** Takes notice of what a connection or a command ran into. */
  hear(error: Error): Trouble {
    const trouble = troubleOf(error);
    if (trouble.type === 'passing')
      this.#tell(trouble.kind, `answers: ${trouble.message}\nWaiting until it ${trouble.until}.`);
    if (trouble.type === 'refusal') {
      const remedy = trouble.remedy === null ? '' : `; ${trouble.remedy}`;
      this.giveUp(`Redis at ${shownUrl(this.#url)} answers: ${trouble.message}${remedy}`);
    }
    return trouble;
  }

  /** Has everybody who waits for Redis give up. */
  giveUp(reason: string): void {
    this.#refused.reject(new Complaint(withoutPassword(reason, this.#url)));
  }

  /** Asks, again and again while what is in the way passes; for ever where this has ended. */
  async patiently<T>(ask: () => Promise<T>): Promise<T> {
    while (!this.#over) {
      const late = setTimeout(() => this.#tell('late', 'does not answer; waiting for it.'), patience);
      try {
        const answer = await Promise.race([ask(), this.refused]);
        this.#isBack('late');
        return answer;
      } catch (error) {
        if (this.#over) break;
        const { type } = error instanceof Complaint ? { type: 'other' } : this.hear(error as Error);
        if (type === 'refusal') return await this.refused;
        if (type === 'other') throw error;
      } finally {
        clearTimeout(late);
      }
      await nap(retryAfter);
    }
    return new Promise(() => undefined);
  }

  #tell(kind: string, what: string): void {
    if (this.#over) return;
    const known = this.#met.get(kind) ?? -Infinity;
    this.#met.set(kind, Date.now());
    // Who is gone cannot answer.
    if (kind === 'late' && this.#met.has('gone')) return;
    if (Date.now() - known > calm)
      this.#say(withoutPassword(`Redis at ${shownUrl(this.#url)} ${what}`, this.#url));
  }

  #isBack(...from: ('gone' | 'late')[]): void {
    const wasAway = from.map((kind) => this.#met.delete(kind)).some(Boolean);
    if (wasAway && !this.#over) this.#say(`Redis at ${shownUrl(this.#url)} is back.`);
  }
}
