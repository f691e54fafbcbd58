import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from './atomic.ts';
import type { Task } from './task.ts';

const latestSchema = z.object({
  ingredients: z.record(z.string(), z.string()),
  source: z.record(z.string(), z.string()),
});

type Latest = z.output<typeof latestSchema>;

const fileOf = (cache: string, { profile, id }: Task) => join(cache, 'latest', profile, `${id}.json`);

/** Remembers of what the newest result of a task was made, so that a later run can say what has changed. */
export async function rememberLatest(cache: string, task: Task): Promise<void> {
  const { ingredients, source } = task;
  await writeAtomically(fileOf(cache, task), JSON.stringify({ ingredients, source } satisfies Latest));
}

async function readLatest(cache: string, task: Task): Promise<Latest | null> {
  try {
    return latestSchema.parse(JSON.parse(await readFile(fileOf(cache, task), 'utf8')));
  } catch {
    return null;
  }
}

const words: Readonly<Record<string, string>> = {
  schema: 'the format of artifacts',
  experiment: 'the version of the experiment',
  parameters: 'its parameters',
  engine: 'the source of the engine',
  packages: 'the version of a package it computes with',
  backend: 'the backend or its version',
  platform: 'the platform',
  inputs: 'an artifact it starts from',
};

/** Why the cache holds no result with the key of this task, in words. */
export async function whyAbsent(cache: string, task: Task): Promise<string> {
  const latest = await readLatest(cache, task);
  if (!latest) return 'it has not run before';
  const changed = Object.keys(task.ingredients).filter(
    (name) => task.ingredients[name] !== latest.ingredients[name],
  );
  if (changed.length === 0) return 'its result was removed from the cache';
  return `changed since its last run: ${changed.map((name) => (name === 'source' ? changedSource(task, latest) : (words[name] ?? name))).join(', ')}`;
}

function changedSource(task: Task, latest: Latest): string {
  const files = [...new Set([...Object.keys(task.source), ...Object.keys(latest.source)])]
    .filter((file) => task.source[file] !== latest.source[file])
    .sort();
  return `the source (${files.join(', ')})`;
}
