import type { Checkpoint } from '../claims/experiment.ts';
import { canonicalJson, sha256 } from '../pipeline/canonical.ts';
import { FileCheckpoint } from '../pipeline/checkpoint.ts';

/** What has been kept of a measurement, and how much of it was there before. */
export interface Kept extends Checkpoint {
  /** How many results of before have been used. */
  readonly reused: () => number;
  clear(): void;
}

/** Where a measurement keeps what it has reached: under the checksum of all that its numbers depend on. */
export function keptFor(cache: string, dependsOn: unknown): Kept {
  const files = new FileCheckpoint(cache, `measure-${sha256(canonicalJson(dependsOn))}`);
  const safe = (name: string) => sha256(name).slice(0, 24);
  let reused = 0;
  return {
    load<T>(name: string): T | null {
      const value = files.load<T>(safe(name));
      if (value !== null) reused++;
      return value;
    },
    save: (name, value) => files.save(safe(name), value),
    reused: () => reused,
    clear: () => files.clear(),
  };
}
