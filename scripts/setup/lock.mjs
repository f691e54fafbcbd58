import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, rmdir, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { identify, isRunning, kill, processSpace } from './processes.mjs';

const pollMs = 250;
const heartbeatMs = 10_000;
const silentMs = 60_000;
const guardMs = 10_000;

async function read(path) {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return null;
  }
}

async function ageMs(path) {
  try {
    return Date.now() - (await stat(path)).mtimeMs;
  } catch {
    return 0;
  }
}

/** Makes the lock with its record in one step: nobody ever reads half a record. */
async function create(path, record) {
  const temporary = `${path}.${record.id}`;
  await writeFile(temporary, JSON.stringify(record));
  try {
    await link(temporary, path);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

/** A holder elsewhere (another host on a shared folder, another container), or unknown, is judged by its heartbeat. */
async function isAbandoned(path, record) {
  if (record?.space !== processSpace()) return (await ageMs(path)) > silentMs;
  return !isRunning(record.holder);
}

/** Removes an abandoned lock; a guard folder lets only one process at a time judge and remove. */
async function removeAbandoned(path) {
  const guard = `${path}.takeover`;
  try {
    await mkdir(guard);
  } catch {
    if ((await ageMs(guard)) > guardMs) await rmdir(guard).catch(() => {});
    return;
  }
  try {
    const record = await read(path);
    if (!(await isAbandoned(path, record))) return;
    if (record?.space === processSpace()) for (const child of record.children) await kill(child);
    await unlink(path);
  } finally {
    await rmdir(guard).catch(() => {});
  }
}

async function acquire(path, record, onWait) {
  await mkdir(dirname(path), { recursive: true });
  for (let waited = false; !(await create(path, record));) {
    const other = await read(path);
    if (await isAbandoned(path, other)) {
      await removeAbandoned(path);
      continue;
    }
    if (other !== null && !waited) onWait(other.holder.pid);
    waited ||= other !== null;
    await pause(pollMs);
  }
}

/** Synchronous: a child is on record before anything else can happen to us. */
function adopt(path, record, pid) {
  record.children.push(identify(pid));
  const temporary = `${path}.${record.id}`;
  try {
    writeFileSync(temporary, JSON.stringify(record));
    renameSync(temporary, path);
  } catch {
    // Somebody deleted the folder under us: nothing is left to be recorded in.
  }
}

async function release(path, record) {
  if ((await read(path))?.id === record.id) await rm(path, { force: true });
}

/**
 * Runs `work` while no other process holds the lock. A lock whose holder has died is taken over, and the
 * children that it left running are killed first.
 * @template T
 * @param {string} path of the lock file
 * @param {(pid: number) => void} onWait called once when another process holds the lock
 * @param {(adopt: (pid: number) => void) => Promise<T>} work gets a function to name its child processes
 * @returns {Promise<T>}
 */
export async function withLock(path, onWait, work) {
  const record = { id: randomUUID(), space: processSpace(), holder: identify(process.pid), children: [] };
  await acquire(path, record, onWait);
  const now = () => new Date();
  const heartbeat = setInterval(() => utimes(path, now(), now()).catch(() => {}), heartbeatMs);
  try {
    return await work((pid) => adopt(path, record, pid));
  } finally {
    clearInterval(heartbeat);
    await release(path, record);
  }
}
