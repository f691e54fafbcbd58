import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { recoverFolder, replaceFolder, writeFolder } from '../../src/pipeline/atomic.ts';
import { currentCommit } from '../../src/pipeline/commit.ts';
import { recall, remember } from '../../src/pipeline/memo.ts';
import { projectRoot } from '../../src/pipeline/paths.ts';

/** The folder of the checkout that is packed, beside package.json. */
export const packageFolder = join(projectRoot, 'package');

const memo = 'package';

/** Everything that the package is made of. */
const sources = ['src', 'scripts', 'package.json', 'package-lock.json', 'tsconfig.json'];

/** Every file below some paths, with its checksum. */
async function contentsOf(root: string, paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths) {
    const names = await readdir(join(root, path), { recursive: true, withFileTypes: true }).then(
      (entries) =>
        entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)),
      () => [join(root, path)],
    );
    for (const name of names.sort()) hash.update(`${name}\0`).update(await readFile(name));
  }
  return hash.digest('hex');
}

async function write(): Promise<void> {
  const { packageFiles } = await import('./files.ts');
  const files = await packageFiles();
  await recoverFolder(packageFolder);
  await replaceFolder(packageFolder, (next) =>
    writeFolder(next, Object.fromEntries(files.map(({ path, text }) => [path, text]))),
  );
}

/**
 * Makes the folder that is packed, unless it is there as the sources make it.
 * @throws Error with the compiler's words where the sources have errors
 */
export async function makePackage(): Promise<void> {
  const fingerprint = `${await contentsOf(projectRoot, sources)} ${await currentCommit()}`;
  const made = () => contentsOf(packageFolder, ['.']).catch(() => null);
  const known = await recall(memo, fingerprint, z.string());
  if (known !== null && known === (await made())) return;
  await write();
  await remember(memo, fingerprint, await made());
}
