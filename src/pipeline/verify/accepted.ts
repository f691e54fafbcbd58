import { join } from 'node:path';
import { acceptedSchema, type AcceptedChange } from '../../claims/published.ts';
import { writeAtomically } from '../atomic.ts';
import { isAbsent, readJson } from './read-file.ts';

/**
 * Reads the log, empty where there is none yet, and returns what appends a change to it.
 * @throws Complaint that names the file and the field where it is damaged
 */
export async function openAccepted(folder: string): Promise<(change: AcceptedChange) => Promise<void>> {
  const path = join(folder, 'accepted.json');
  const log = (await isAbsent(path))
    ? []
    : await readJson(path, { schema: acceptedSchema, remedy: 'git has the committed one' });
  return (change) => writeAtomically(path, `${JSON.stringify([...log, change], null, 2)}\n`);
}
