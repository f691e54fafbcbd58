import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from './atomic.ts';
import { canonicalJson, sha256 } from './canonical.ts';
import { projectRoot } from './paths.ts';

/** Remembered for a checkout, and forgotten with its packages. */
const fileOf = (name: string) => join(projectRoot, 'node_modules/.cache/multiscale', `${name}.json`);

const memoSchema = z.object({ fingerprint: z.string(), checksum: z.string(), value: z.unknown() });

const checksumOf = (fingerprint: string, value: unknown) => sha256(canonicalJson([fingerprint, value]));

/** What was found out earlier under the same circumstances; null where nothing was, or it is damaged. */
export async function recall<T>(name: string, fingerprint: string, schema: z.ZodType<T>): Promise<T | null> {
  try {
    const memo = memoSchema.parse(JSON.parse(await readFile(fileOf(name), 'utf8')));
    const holds = memo.fingerprint === fingerprint && memo.checksum === checksumOf(fingerprint, memo.value);
    return holds ? schema.parse(memo.value) : null;
  } catch {
    return null;
  }
}

/** A checkout that cannot be written finds it out every time. */
export async function remember(name: string, fingerprint: string, value: unknown): Promise<void> {
  const memo = { fingerprint, checksum: checksumOf(fingerprint, value), value };
  await writeAtomically(fileOf(name), JSON.stringify(memo), { durable: false }).catch(() => undefined);
}
