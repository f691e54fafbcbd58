import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Bytes that are read by ranges, from memory or from a file. */
export interface ByteSource {
  readonly length: number;
  /** Bytes [begin, end), which must be there. */
  read(begin: number, end: number): Uint8Array;
}

/** Bytes that are in memory. */
export const bytesInMemory = (bytes: Uint8Array): ByteSource => ({
  length: bytes.length,
  read: (begin, end) => bytes.subarray(begin, end),
});

/** A file that stays on the disk, and is open until it is disposed of. */
export class FileBytes implements ByteSource {
  readonly length: number;
  readonly #path: string;
  readonly #descriptor: number;

  /** @throws Error naming the file where it cannot be read */
  constructor(path: string) {
    this.#path = path;
    try {
      this.#descriptor = openSync(path, 'r');
    } catch (error) {
      const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      const what = missing ? 'is not there; check its path' : `cannot be read (${(error as Error).message})`;
      throw new Error(`${path}: ${what}`, { cause: error });
    }
    const found = fstatSync(this.#descriptor);
    if (!found.isFile()) {
      closeSync(this.#descriptor);
      throw new Error(`${path}: is no file; name the file itself`);
    }
    this.length = found.size;
  }

  read(begin: number, end: number): Uint8Array {
    const bytes = new Uint8Array(end - begin);
    let at = 0;
    while (at < bytes.length) {
      const count = readSync(this.#descriptor, bytes, at, bytes.length - at, begin + at);
      if (count === 0)
        throw new Error(
          `${this.#path}: has become shorter while it was read; leave it as it is and start again`,
        );
      at += count;
    }
    return bytes;
  }

  [Symbol.dispose](): void {
    closeSync(this.#descriptor);
  }
}
