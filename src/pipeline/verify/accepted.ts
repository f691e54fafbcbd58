import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from '../atomic.ts';
import { readJson } from './read-file.ts';

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

/**
 * Reads the log, empty where there is none yet, and returns what appends a change to it.
 * @throws Complaint that names the file and the field where it is damaged
 */
export async function openAccepted(folder: string): Promise<(change: AcceptedChange) => Promise<void>> {
  const path = join(folder, 'accepted.json');
  const isThere = await access(path).then(
    () => true,
    ({ code }: NodeJS.ErrnoException) => code !== 'ENOENT',
  );
  const log = isThere
    ? await readJson(path, { schema: acceptedSchema, remedy: 'git has the committed one' })
    : [];
  return (change) => writeAtomically(path, `${JSON.stringify([...log, change], null, 2)}\n`);
}
