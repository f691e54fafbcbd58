import { randomUUID } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { lifeOf, processSpace } from './process-identity.ts';

/** A name beside `path` for what becomes `path` by a rename; says who writes it. */
export const temporaryBeside = (path: string): string =>
  `${path}.${process.pid}-${processSpace}.${randomUUID()}.tmp`;

const temporaryName = /\.(\d+)-([0-9a-f]{8})\.[0-9a-f-]{36}\.tmp$/;

/** What a temporary name becomes by a rename. */
export const finalName = (path: string): string => path.replace(temporaryName, '');

/** What another machine has not finished after so long, it never will; milliseconds. */
const givenUpAfter = 86_400_000;

/** Whether a file or folder was left half-written by a process that no longer runs. */
async function isAbandoned(path: string): Promise<boolean> {
  const [, pid, space] = temporaryName.exec(path) ?? [];
  if (pid === undefined) return false;
  const life = lifeOf(`${pid} - ${space}`);
  if (life !== 'elsewhere') return life === 'dead';
  const written = await stat(path).catch(() => null);
  return written !== null && Date.now() - written.mtimeMs > givenUpAfter;
}

async function pathsIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).map((name) => join(folder, name));
}

/** What killed processes left half-written in a folder itself. */
export async function abandonedIn(folder: string): Promise<string[]> {
  const paths = await pathsIn(folder);
  const left = await Promise.all(paths.map(isAbandoned));
  return paths.filter((_, i) => left[i]);
}

/** What killed processes left half-written in a cache. */
export async function abandoned(cache: string): Promise<string[]> {
  const folders = [
    cache,
    ...['artifacts', 'locks', 'results'].map((name) => join(cache, name)),
    ...(await pathsIn(join(cache, 'latest'))),
    ...(await pathsIn(join(cache, 'checkpoints'))),
  ];
  return (await Promise.all(folders.map(abandonedIn))).flat();
}

export async function removeAbandoned(cache: string): Promise<void> {
  for (const path of await abandoned(cache)) await rm(path, { recursive: true, force: true });
}
