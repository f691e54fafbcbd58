import type { Checkpoint } from '../claims/experiment.ts';
import { canonicalJson, sha256 } from '../pipeline/canonical.ts';
import { FileCheckpoint } from '../pipeline/checkpoint.ts';

/** What a measurement has cost. */
export interface Spent {
  readonly products: number;
  readonly seconds: number;
}

const sum = (a: Spent, b: Spent): Spent => ({
  products: a.products + b.products,
  seconds: a.seconds + b.seconds,
});

/** What has been kept of a measurement that several runs of the command may make. */
export interface Kept {
  /** What the runs before this one spent; nothing where this is the first. */
  readonly before: Spent;
  /** What all of them have spent by now. */
  total(): Spent;
  /** Results under names that begin so. */
  under(prefix: string): Checkpoint;
  clear(): void;
}

/**
 * Where a measurement keeps what it has reached: under the checksum of all that its numbers depend on. What is damaged counts
 * as absent, and is computed again.
 * @param spent by this run, so far
 */
export function keptFor(cache: string, dependsOn: unknown, spent: () => Spent): Kept {
  const files = new FileCheckpoint(cache, sha256(canonicalJson({ measurement: dependsOn })));
  const before = files.load<Spent>('spent') ?? { products: 0, seconds: 0 };
  const total = () => sum(before, spent());
  const fileOf = (name: string) => sha256(name).slice(0, 24);
  return {
    before,
    total,
    under: (prefix) => ({
      load: <T>(name: string) => files.load<T>(fileOf(`${prefix} ${name}`)),
      save(name, value) {
        files.save(fileOf(`${prefix} ${name}`), value);
        files.save('spent', total());
      },
    }),
    clear: () => files.clear(),
  };
}
