import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isHeld } from './locks.ts';

/**
 * Removes checkpoints and dead locks of tasks whose results are stored: a process that is killed between storing a
 * result and tidying up leaves them, and no later run would take the task up again.
 */
export async function removeLeftovers(cache: string, stored: ReadonlySet<string>): Promise<void> {
  for (const folder of ['checkpoints', 'locks']) {
    const names = await readdir(join(cache, folder)).catch(() => []);
    for (const name of names.filter((key) => stored.has(key))) {
      const path = join(cache, folder, name);
      if (folder === 'checkpoints' || !isHeld(path)) await rm(path, { recursive: true, force: true });
    }
  }
}
