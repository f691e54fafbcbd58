import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';

const manifestName = 'manifest.json';

/** sha256 of a file, in hexadecimal. */
export async function sha256Of(path) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

async function filesIn(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  const nested = entries.map((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });
  return (await Promise.all(nested)).flat();
}

/** Total size in bytes of the files in a folder; 0 where it is not there. */
export async function folderSize(folder) {
  const paths = await filesIn(folder).catch(() => []);
  const sizes = paths.map((path) =>
    stat(path)
      .then(({ size }) => size)
      .catch(() => 0),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** Records size and sha256 of every file in a folder, in the folder. */
export async function writeManifest(folder) {
  const files = {};
  for (const path of await filesIn(folder)) {
    const [{ size }, sha256] = [await stat(path), await sha256Of(path)];
    files[relative(folder, path)] = { size, sha256 };
  }
  await writeFile(join(folder, manifestName), JSON.stringify({ files }, null, 2));
}

/**
 * Whether a folder holds what its manifest says.
 * @param {string} folder
 * @param {{ contents: boolean }} options `contents`: compare checksums too, not sizes only
 */
export async function matchesManifest(folder, { contents }) {
  try {
    const { files } = JSON.parse(await readFile(join(folder, manifestName), 'utf8'));
    for (const [name, { size, sha256 }] of Object.entries(files)) {
      const path = join(folder, name);
      if ((await stat(path)).size !== size) return false;
      if (contents && (await sha256Of(path)) !== sha256) return false;
    }
    return true;
  } catch {
    return false;
  }
}
