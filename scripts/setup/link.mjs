import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { addonFile, napiVersion } from './addon.mjs';

const placesIn = (modules) => {
  const packageFolder = join(modules, '@tensorflow', 'tfjs-node');
  return {
    libraryFolder: join(packageFolder, 'deps', 'lib'),
    addonFolder: join(packageFolder, 'lib', `napi-v${napiVersion}`),
  };
};

/** Puts a link or copy in place in one step: a process that has the old one loaded keeps it. */
async function replace(path, make) {
  const temporary = `${path}.${randomUUID()}`;
  await make(temporary);
  await rename(temporary, path);
}

/**
 * Puts the libraries and the addon where tfjs-node looks for them. The addon is copied, because it finds the
 * libraries from its own true place.
 * @param {string} modules
 * @param {{ libraries: string, addon: string }} folders of the per-user cache
 */
export async function linkInto(modules, { libraries, addon }) {
  const { libraryFolder, addonFolder } = placesIn(modules);
  await mkdir(libraryFolder, { recursive: true });
  await mkdir(addonFolder, { recursive: true });
  for (const name of await readdir(join(libraries, 'lib')))
    await replace(join(libraryFolder, name), (path) => symlink(join(libraries, 'lib', name), path));
  await replace(join(addonFolder, addonFile), (path) => copyFile(join(addon, addonFile), path));
}

/** The files that native TensorFlow is made of in a checkout; none before they are linked. */
export function linkedFiles(modules) {
  const { libraryFolder, addonFolder } = placesIn(modules);
  try {
    const libraries = readdirSync(libraryFolder).sort();
    return [join(addonFolder, addonFile), ...libraries.map((name) => join(libraryFolder, name))];
  } catch {
    return [];
  }
}
