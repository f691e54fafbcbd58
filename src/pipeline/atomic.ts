import { existsSync, renameSync, rmSync } from 'node:fs';
import { link, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { abandonedIn, temporaryBeside } from './temporary.ts';

/** Writes a file and waits until it is on the disk. */
async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Replaces a file as a whole: a reader sees the old content or the new, whenever this is killed. */
export async function writeAtomically(
  path: string,
  content: string | Uint8Array,
  /** Whether it is to survive that the power fails right afterwards. */
  { durable = true }: { readonly durable?: boolean } = {},
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = temporaryBeside(path);
  try {
    await (durable ? writeDurably : writeFile)(temporary, content);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Like `Promise.all`, but nothing is still at work when it throws: what was written can be removed. */
async function allEnded(work: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find(({ status }) => status === 'rejected');
  if (failed) throw (failed as PromiseRejectedResult).reason;
}

/** Makes the folders that files of these names need. */
async function makeFolders(folder: string, names: readonly string[]): Promise<void> {
  for (const path of new Set(names.map((name) => dirname(join(folder, name)))))
    await mkdir(path, { recursive: true });
}

/** Writes files into a new folder beside `path`, for {@link rename} to put in place. */
export async function writeFolder(
  temporary: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  await makeFolders(temporary, Object.keys(files));
  // Together, because the disk takes about as long for several as for one.
  await allEnded(
    Object.entries(files).map(([name, content]) => writeDurably(join(temporary, name), content)),
  );
}

/** Files already written elsewhere, put into a folder under other names; linked where the disk can. */
export async function linkFiles(
  folder: string,
  files: readonly { readonly path: string; readonly original: string; readonly content: Uint8Array }[],
): Promise<void> {
  await makeFolders(
    folder,
    files.map(({ path }) => path),
  );
  await allEnded(
    // A data set is left by every run that used it.
    [...new Map(files.map((file) => [file.path, file])).values()].map(async ({ path, original, content }) => {
      await link(original, join(folder, path)).catch(() => writeDurably(join(folder, path), content));
    }),
  );
}

/** Replaces a folder as a whole: a reader finds the old one, none for an instant, or the new one; never a mixture. */
export async function replaceFolder(folder: string, fill: (next: string) => Promise<void>): Promise<void> {
  const next = temporaryBeside(`${folder}.next`);
  await mkdir(dirname(folder), { recursive: true });
  try {
    await fill(next);
    // Where another process puts its own there in between, the one that comes last stays.
    while (!putInPlace(next, folder));
  } finally {
    await rm(next, { recursive: true, force: true });
  }
}

/** Renames, where the system refuses for one of these reasons only says so. */
function renamed(from: string, to: string, ...unless: string[]): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (unless.includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

/** In one go, so that no signal finds the folder gone; where the new one cannot be put there, the old one comes back. */
function putInPlace(next: string, folder: string): boolean {
  const previous = temporaryBeside(`${folder}.previous`);
  const hadOne = renamed(folder, previous, 'ENOENT');
  let done = false;
  try {
    done = renamed(next, folder, 'ENOTEMPTY', 'EEXIST');
    return done;
  } finally {
    if (hadOne && !done) renamed(previous, folder, 'ENOTEMPTY', 'EEXIST');
    if (hadOne) rmSync(previous, { recursive: true, force: true });
  }
}

/**
 * Sees to what a process left beside a folder that was killed while it replaced it: the old one goes back where there is
 * none, and what was not finished goes away.
 */
export async function recoverFolder(folder: string): Promise<void> {
  const left = (await abandonedIn(dirname(folder))).filter((path) => path.startsWith(`${folder}.`));
  const previous = left.find((path) => path.startsWith(`${folder}.previous.`));
  if (previous !== undefined && !existsSync(folder)) renameSync(previous, folder);
  for (const path of left) await rm(path, { recursive: true, force: true });
}
