import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Checkpoint } from '../claims/experiment.ts';
import { sha256 } from './canonical.ts';
import { temporaryBeside } from './temporary.ts';

const checksumLength = 64;

/** Checkpoints of one task, a file a name under its key. What is damaged counts as absent. */
export class FileCheckpoint implements Checkpoint {
  readonly #folder: string;

  constructor(cache: string, key: string) {
    this.#folder = join(cache, 'checkpoints', key);
  }

  load<T>(name: string): T | null {
    try {
      const bytes = readFileSync(join(this.#folder, name));
      const content = bytes.subarray(checksumLength);
      if (sha256(content) !== bytes.subarray(0, checksumLength).toString()) return null;
      return deserialize(content) as T;
    } catch {
      return null;
    }
  }

  save(name: string, value: unknown): void {
    mkdirSync(this.#folder, { recursive: true });
    const content = serialize(value);
    const temporary = temporaryBeside(join(this.#folder, name));
    try {
      writeFileSync(temporary, Buffer.concat([Buffer.from(sha256(content)), content]), { flush: true });
      renameSync(temporary, join(this.#folder, name));
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  }

  /** Forgets everything, once the task's result is stored. */
  clear(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
