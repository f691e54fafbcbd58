import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { finalName, temporaryBeside } from './temporary.ts';

/** What keeps a folder from being written, by the system's code. */
const faults: Readonly<Record<string, string>> = {
  ENOSPC: 'is on a full disk',
  EDQUOT: 'has used up the space that its owner is allowed',
  EFBIG: 'cannot hold a file of this size',
  EROFS: 'is on a read-only disk',
  EACCES: 'cannot be written by this user',
  EPERM: 'cannot be written by this user',
  ENOTDIR: 'is not a folder',
  EEXIST: 'is not a folder',
  EIO: 'is on a disk that reports errors',
};

/** What is wrong with a place, and what helps besides; null where the error says nothing of a place. */
function faultOf({ code = '', syscall }: NodeJS.ErrnoException) {
  // Node says of a read-only disk that a folder to be made on it does not exist.
  const fault = code === 'ENOENT' && syscall === 'mkdir' ? 'cannot be made' : faults[code];
  return fault === undefined ? null : { fault, isFull: code === 'ENOSPC' || code === 'EDQUOT' };
}

/** In one line, that the artifact cache cannot be written and what helps; null where the error is another one. */
export function diskFault(error: unknown, cache: string): string | null {
  const { code, syscall, path } = error as NodeJS.ErrnoException;
  const found = faultOf(error as NodeJS.ErrnoException);
  // Within the cache, or on the way to it.
  const isOurs = path === undefined || path.startsWith(cache) || cache.startsWith(path);
  if (found === null || !isOurs) return null;
  const remedy = found.isFull ? 'free some, run npm run clean' : 'make it writable';
  return `the artifact cache ${cache} ${found.fault} (${code}${syscall ? ` at ${syscall}` : ''}); ${remedy}, or name another folder in MULTISCALE_CACHE`;
}

/** Calls of the system that change what is on a disk, or may. */
const changing =
  /^(open|write|f?sync|ftruncate|mkdir|mkdtemp|rename|link|symlink|unlink|rmdir|rm|copyfile|[fl]?utimes?)$/;

/** In one line, that a file or folder cannot be written and what helps; null where the error is another one. */
export function writeFault(error: unknown): string | null {
  const { code, syscall = '', path, dest } = error as NodeJS.ErrnoException & { readonly dest?: string };
  if (path === undefined || !changing.test(syscall)) return null;
  const found = faultOf(error as NodeJS.ErrnoException);
  if (found === null) return null;
  const remedy = found.isFull ? 'free some' : 'make it writable';
  return `${finalName(dest ?? path)} ${found.fault} (${code} at ${syscall}); ${remedy} and run this again`;
}

/** Level by level: Node's own way to make all at once never ends where a folder that is there can hold no other (/proc). */
async function makeFolders(folder: string): Promise<void> {
  const parent = dirname(folder);
  const isThere = await access(parent).then(
    () => true,
    () => false,
  );
  if (!isThere && parent !== folder) await makeFolders(parent);
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

/**
 * Finds out before any work whether a folder can be written.
 * @throws what {@link diskFault} and {@link writeFault} explain
 */
export async function ensureWritable(folder: string): Promise<void> {
  await makeFolders(folder);
  const probe = temporaryBeside(join(folder, 'probe'));
  try {
    await writeFile(probe, '');
  } finally {
    await rm(probe, { force: true });
  }
}
