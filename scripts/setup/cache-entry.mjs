import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { matchesManifest, writeManifest } from './manifest.mjs';
import { Unavailable } from './unavailable.mjs';

const remove = (path) => rm(path, { recursive: true, force: true });

/** What others left when they were killed; nobody else works on an entry while its lock is ours. */
async function sweep(cache, name) {
  const left = (await readdir(cache)).filter((file) => file.startsWith(`${name}.`) && file.endsWith('.tmp'));
  await Promise.all(left.map((file) => remove(join(cache, file))));
}

async function make(cache, name, fill) {
  const folder = join(cache, name);
  const temporary = join(cache, `${name}.${randomUUID()}.tmp`);
  await mkdir(temporary);
  try {
    await fill(temporary);
    await writeManifest(temporary);
    await remove(folder);
    await rename(temporary, folder);
  } finally {
    await remove(temporary);
  }
}

function explain(error, cache) {
  const disk = { EACCES: 'is not writable', EROFS: 'is read-only', ENOSPC: 'is on a full disk' }[error.code];
  return disk
    ? new Unavailable(`the cache folder ${cache} ${disk}`, 'point XDG_CACHE_HOME to another folder')
    : error;
}

/**
 * A folder of the per-user cache. Where it is missing or sizes differ from its manifest it is made anew: by one
 * process at a time, beside its place, and put there in one step, so that being killed leaves nothing half done.
 * @param {import('./context.mjs').Context} context
 * @param {string} name
 * @param {{ subject: string, fill: (temporary: string, adopt: (pid: number) => void) => Promise<void> }} how
 * @returns {Promise<string>} its path
 * @throws {Unavailable} where the cache cannot be written
 */
export async function cacheEntry({ cache, progress }, name, { subject, fill }) {
  const folder = join(cache, name);
  const present = () => matchesManifest(folder, { contents: false });
  if (await present()) return folder;
  const wait = (pid) => progress.say(`${subject}: waiting for the set-up that is at it (process ${pid})`);
  try {
    await withLock(`${folder}.lock`, wait, async (adopt) => {
      if (await present()) return;
      await sweep(cache, name);
      await make(cache, name, (temporary) => fill(temporary, adopt));
    });
  } catch (error) {
    throw explain(error, cache);
  }
  return folder;
}

/** Whether the cache has an entry, whatever its state. */
export async function hasEntry({ cache }, name) {
  return matchesManifest(join(cache, name), { contents: false });
}

/** Removes an entry if its contents are damaged; says whether it was. */
export async function removeDamaged({ cache }, name) {
  if (await matchesManifest(join(cache, name), { contents: true })) return false;
  await removeEntry({ cache }, name);
  return true;
}

/** Removes an entry, to be made again. */
export async function removeEntry({ cache }, name) {
  await remove(join(cache, name));
}
