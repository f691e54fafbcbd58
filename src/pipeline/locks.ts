import { linkSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { lifeOf, processIdentity } from './process-identity.ts';
import { temporaryBeside } from './temporary.ts';

/** A holder shows that it lives by touching its locks this often, for other machines that share the cache; milliseconds. */
const heartbeat = 10_000;
/** A holder on another machine that has been silent for so long is taken for dead; milliseconds. */
const silence = 120_000;

/** One process at a time for each key, among all that share a cache. A dead process holds nothing. */
export class Locks {
  readonly #folder: string;
  readonly #held = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(cache: string) {
    this.#folder = join(cache, 'locks');
  }

  /** Takes the lock, or says that another process has it. */
  acquire(key: string): boolean {
    mkdirSync(this.#folder, { recursive: true });
    const path = join(this.#folder, key);
    const own = temporaryBeside(path);
    // A link appears with its content, where a file opened for writing is empty for a moment.
    writeFileSync(own, processIdentity());
    try {
      for (let attempt = 0; attempt < 2; attempt++) {
        try {
          linkSync(own, path);
          this.#held.add(key);
          this.#timer ??= setInterval(() => this.#beat(), heartbeat).unref();
          return true;
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
          if (isHeld(path)) return false;
          rmSync(path, { force: true });
        }
      }
      return false;
    } finally {
      rmSync(own, { force: true });
    }
  }

  /** Runs `work` while holding the lock, waiting for it as long as another process does or until `stop` is aborted. */
  async during<T>(key: string, work: () => Promise<T>, waiting: () => void, stop?: AbortSignal): Promise<T> {
    for (let told = false; !this.acquire(key); told = true) {
      if (!told) waiting();
      await pause(200, undefined, { ...(stop && { signal: stop }) });
    }
    try {
      return await work();
    } finally {
      this.release(key);
    }
  }

  #beat(): void {
    const now = new Date();
    for (const key of this.#held) {
      try {
        utimesSync(join(this.#folder, key), now, now);
      } catch {
        // Somebody has deleted it: there is nothing left to hold.
      }
    }
  }

  release(key: string): void {
    if (this.#held.delete(key)) rmSync(join(this.#folder, key), { force: true });
    if (this.#held.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  releaseAll(): void {
    for (const key of [...this.#held]) this.release(key);
  }
}

/** Whether the holder of a lock still lives. */
export function isHeld(path: string): boolean {
  try {
    const life = lifeOf(readFileSync(path, 'utf8'));
    return life === 'elsewhere' ? Date.now() - statSync(path).mtimeMs < silence : life === 'running';
  } catch {
    return false;
  }
}
