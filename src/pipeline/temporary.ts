import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isRunning } from './process-identity.ts';

/** A name beside `path` for what becomes `path` by a rename; says who writes it. */
export const temporaryBeside = (path: string): string => `${path}.${process.pid}.${randomUUID()}.tmp`;

const temporaryName = /\.(\d+)\.[0-9a-f-]{36}\.tmp$/;

/** Whether a file or folder was left half-written by a process that no longer runs. */
export function isAbandoned(name: string): boolean {
  const pid = temporaryName.exec(name)?.[1];
  return pid !== undefined && !isRunning(pid);
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

/** What killed processes left half-written in a cache. */
export async function abandoned(cache: string): Promise<string[]> {
  const folders = [
    cache,
    ...['artifacts', 'locks', 'results'].map((name) => join(cache, name)),
    ...(await namesIn(join(cache, 'latest'))).map((name) => join(cache, 'latest', name)),
    ...(await namesIn(join(cache, 'checkpoints'))).map((name) => join(cache, 'checkpoints', name)),
  ];
  const found = await Promise.all(
    folders.map(async (folder) =>
      (await namesIn(folder)).filter(isAbandoned).map((name) => join(folder, name)),
    ),
  );
  return found.flat();
}

export async function removeAbandoned(cache: string): Promise<void> {
  for (const path of await abandoned(cache)) await rm(path, { recursive: true, force: true });
}
