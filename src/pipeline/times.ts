import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from './atomic.ts';
import type { Task } from './task.ts';

/** How long tasks took when they last ran here: what a next run expects. Never part of a key. */
export class Times {
  readonly #file: string;
  readonly #seconds: Record<string, number>;

  constructor(cache: string) {
    mkdirSync(cache, { recursive: true });
    this.#file = join(cache, 'times.json');
    this.#seconds = readTimes(this.#file);
  }

  static #name = ({ profile, experiment, variant }: Task) => `${profile} ${experiment} ${variant}`;

  /** Seconds expected; a kind of task never seen may be the longest of all. */
  expected(task: Task): number {
    return this.#seconds[Times.#name(task)] ?? Infinity;
  }

  record(task: Task, seconds: number): void {
    this.#seconds[Times.#name(task)] = seconds;
  }

  async save(): Promise<void> {
    await writeAtomically(this.#file, `${JSON.stringify({ ...readTimes(this.#file), ...this.#seconds })}\n`);
  }
}

function readTimes(file: string): Record<string, number> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>;
  } catch {
    return {};
  }
}
