import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Complaint } from './complaint.ts';
import { lifeOf } from './process-identity.ts';

const noteSchema = z.object({ pid: z.int(), url: z.string() });

/**
 * Serves live pages, one server to a checkout. Astro notes down its own, and leaves the note when a signal ends it.
 * @throws Complaint where another one runs
 */
export async function oneServer<T>(root: string, serve: () => Promise<T>): Promise<T> {
  const path = join(root, '.astro/dev.json');
  const running = () => {
    try {
      const note = noteSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
      return lifeOf(String(note.pid)) === 'running' ? note : null;
    } catch {
      return null;
    }
  };
  const other = running();
  if (other !== null)
    throw new Complaint(
      `live pages are served already, at ${other.url} by process ${other.pid}; end that first`,
    );
  try {
    return await serve();
  } finally {
    if (running() === null) rmSync(path, { force: true });
  }
}
