import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from './atomic.ts';
import { projectRoot } from './paths.ts';
import type { Task } from './task.ts';

/** The accepted run's times, beside the reference: by them a first run on a new machine begins with the longest tasks. */
export const secondsFile = 'seconds.json';
const acceptedSeconds = join(projectRoot, 'content/reference', secondsFile);

export const variantName = ({ experiment, variant }: Pick<Task, 'experiment' | 'variant'>): string =>
  `${experiment} ${variant}`;

/**
 * How long tasks took when they last ran here, or else in the accepted run: what a next run expects. Never part of a key.
 */
export class Times {
  readonly #file: string;
  readonly #seconds: Record<string, number>;
  readonly #accepted: Record<string, number>;

  constructor(cache: string, accepted = acceptedSeconds) {
    mkdirSync(cache, { recursive: true });
    this.#file = join(cache, 'times.json');
    this.#seconds = readTimes(this.#file);
    this.#accepted = readTimes(accepted);
  }

  static #name = (task: Task) => `${task.profile} ${variantName(task)}`;

  /** Seconds expected; a kind of task never seen may be the longest of all. */
  expected(task: Task): number {
    return this.#seconds[Times.#name(task)] ?? this.#accepted[variantName(task)] ?? Infinity;
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
