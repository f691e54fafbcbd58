import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { unpack } from './packed.ts';

/** Environment variable with the folder of data sets that are not part of the repository. */
export const dataFolderVariable = 'MULTISCALE_DATA_DIR';

/** @throws Error that says how to name a folder where none is named */
export function dataFolder(source: string): string {
  const folder = process.env[dataFolderVariable];
  if (!folder)
    throw new Error(
      `${source} is read from a folder of yours: name it with --data-dir or ${dataFolderVariable}`,
    );
  return folder;
}

/** A file of a data set in the user's folder. */
export interface FolderFile {
  readonly name: string;
  /** Of which data set: `CIFAR-10`. */
  readonly source: string;
  /** Bytes that it has at most, unpacked: longer files are not read. */
  readonly most: number;
}

/** What was found of it. */
interface FoundFile {
  /** Path, as errors call it. */
  readonly file: string;
  /** Unpacked where it was packed. */
  readonly bytes: Uint8Array;
}

/** Null where there is no such file. */
async function readIfThere(file: string, { source, most }: FolderFile): Promise<FoundFile | null> {
  const unreadable = (error: Error): never => {
    throw new Error(`${file}: cannot be read (${error.message}); mend that`, { cause: error });
  };
  const there = await stat(file).catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' || error.code === 'ENOTDIR' ? null : unreadable(error),
  );
  if (!there) return null;
  if (!there.isFile()) throw new Error(`${file}: is no file; put the file of ${source} in its place`);
  if (there.size > most)
    throw new Error(
      `${file}: has ${there.size} bytes, and a file of ${source} at most ${most}; it is another file, so fetch it again`,
    );
  const bytes = await readFile(file).catch(unreadable);
  return { file, bytes: unpack(bytes, file, `data of ${source}`, most) };
}

/**
 * A file of the folder, `<name>` or else `<name>.gz`, either of them packed by gzip or not.
 * @throws Error naming the file and the remedy where it is missing or something else
 */
export async function readFromFolder(folder: string, wanted: FolderFile): Promise<FoundFile> {
  const { name, source } = wanted;
  for (const candidate of [name, `${name}.gz`]) {
    const found = await readIfThere(join(folder, candidate), wanted);
    if (found) return found;
  }
  throw new Error(
    `${source}: neither ${name} nor ${name}.gz can be read in ${folder}; fetch one of them or name another folder with --data-dir`,
  );
}
