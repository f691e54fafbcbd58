import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * The first of the named programs on PATH, or null.
 * @param {NodeJS.ProcessEnv} env
 * @param {readonly string[]} names by preference
 * @returns {string | null}
 */
export function findProgram(env, names) {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return paths.find(isProgram) ?? null;
}
