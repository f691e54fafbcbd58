import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** A file that is published with a checksum. */
interface VerifiedFile {
  /** What it belongs to: `mnist`. */
  readonly source: string;
  /** How messages call it. */
  readonly name: string;
  readonly path: string;
  readonly checksum: string;
  readonly remedy: string;
}

/**
 * The bytes of a file that must have its checksum.
 * @throws Error naming source, file and remedy where it cannot be read or has another one
 */
export async function readVerified({ source, name, path, checksum, remedy }: VerifiedFile): Promise<Buffer> {
  const bytes = await readFile(path).catch((error: Error) => {
    throw new Error(`${source}: ${name} cannot be read (${error.message}); ${remedy}`);
  });
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== checksum)
    throw new Error(`${source}: checksum of ${name} is ${found}, expected ${checksum}; ${remedy}`);
  return bytes;
}
