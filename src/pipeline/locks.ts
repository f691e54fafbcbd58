import { mkdirSync, readFileSync, rmSync, writeFileSync, linkSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning, processIdentity } from './process-identity.ts';
import { temporaryBeside } from './temporary.ts';

/** One process at a time for each key, among all that share a cache. A dead process holds nothing. */
export class Locks {
  readonly #folder: string;
  readonly #held = new Set<string>();

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
          return true;
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
          if (this.#holderLives(path)) return false;
          rmSync(path, { force: true });
        }
      }
      return false;
    } finally {
      rmSync(own, { force: true });
    }
  }

  #holderLives(path: string): boolean {
    try {
      return isRunning(readFileSync(path, 'utf8'));
    } catch {
      return false;
    }
  }

  release(key: string): void {
    if (this.#held.delete(key)) rmSync(join(this.#folder, key), { force: true });
  }

  releaseAll(): void {
    for (const key of [...this.#held]) this.release(key);
  }
}
