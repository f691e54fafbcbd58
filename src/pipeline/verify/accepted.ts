import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from '../atomic.ts';

/** The log of accepted changes of the reference, oldest first: `content/reference/accepted.json`. */
export const acceptedSchema = z.array(
  z.strictObject({
    /** `<profile>-<backend>` */
    reference: z.string(),
    /** What was checked out; null outside a git checkout. */
    commit: z.string().nullable(),
    why: z.string(),
    /** Each drift that was accepted, in a sentence. */
    changes: z.array(z.string()),
  }),
);

export type AcceptedChange = z.output<typeof acceptedSchema>[number];

/** Appends a change to the log. */
export async function appendAccepted(folder: string, change: AcceptedChange): Promise<void> {
  const path = join(folder, 'accepted.json');
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '[]';
    throw error;
  });
  const log = acceptedSchema.parse(JSON.parse(text));
  await writeAtomically(path, `${JSON.stringify([...log, change], null, 2)}\n`);
}
