import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

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

/** A file of the folder, unpacked where only `<name>.gz` is there. */
export async function readFromFolder(folder: string, name: string, source: string): Promise<Uint8Array> {
  const plain = await readFile(join(folder, name)).catch(() => null);
  if (plain) return plain;
  const packed = await readFile(join(folder, `${name}.gz`)).catch(() => null);
  if (packed) return gunzipSync(packed);
  throw new Error(`${source}: neither ${name} nor ${name}.gz can be read in ${folder}`);
}
