import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UsageError } from '../pipeline/command-line.ts';
import type { Report } from '../measure/landscape/schema.ts';

type FileRecord = Report['provenance']['files'][number];

/** The files of a measurement, each written down once with its checksum. */
export class Files {
  readonly records: FileRecord[] = [];

  /**
   * The bytes of a file.
   * @throws UsageError where it cannot be read
   */
  read(role: string, path: string): Uint8Array {
    let bytes: Uint8Array;
    try {
      bytes = readFileSync(path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const why =
        code === 'ENOENT'
          ? 'there is no such file'
          : code === 'EISDIR'
            ? 'it is a folder'
            : `it cannot be read (${code})`;
      throw new UsageError(`${path}: ${why}.`);
    }
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const isKnown = this.records.some((record) => record.role === role && record.sha256 === sha256);
    if (!isKnown) this.records.push({ role, name: basename(path), bytes: bytes.length, sha256 });
    return bytes;
  }

  /** Reads files in the folder of another one. */
  beside(role: string, path: string): (name: string) => Uint8Array {
    const known = new Map<string, Uint8Array>();
    return (name) => {
      const bytes = known.get(name) ?? this.read(role, join(dirname(path), name));
      known.set(name, bytes);
      return bytes;
    };
  }
}

/** Errors of a user's file, as the mistakes of whoever typed the command that they are. */
export function asUsage<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError((error as Error).message);
  }
}
