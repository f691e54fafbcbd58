import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from './atomic.ts';
import { changesSince } from './changes.ts';
import type { Task } from './task.ts';

const latestSchema = z.object({
  ingredients: z.record(z.string(), z.string()),
  source: z.record(z.string(), z.string()),
});

export type Latest = z.output<typeof latestSchema>;

const fileOf = (cache: string, { profile, id }: Task) => join(cache, 'latest', profile, `${id}.json`);

/** Remembers of what the newest result of a task was made, so that a later run can say what has changed. */
export async function rememberLatest(cache: string, task: Task): Promise<void> {
  const { ingredients, source } = task;
  await writeAtomically(fileOf(cache, task), JSON.stringify({ ingredients, source } satisfies Latest), {
    durable: false,
  });
}

async function readLatest(cache: string, task: Task): Promise<Latest | null> {
  try {
    return latestSchema.parse(JSON.parse(await readFile(fileOf(cache, task), 'utf8')));
  } catch {
    return null;
  }
}

/** Why the cache holds no result with the key of this task, in words. */
export async function whyAbsent(cache: string, task: Task): Promise<string> {
  const latest = await readLatest(cache, task);
  if (!latest) return 'it has not run before';
  const changes = changesSince(latest, task);
  return changes.length === 0
    ? 'its result was removed from the cache'
    : `changed since its last run: ${changes.join(', ')}`;
}
