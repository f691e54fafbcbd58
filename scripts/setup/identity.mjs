import { statSync } from 'node:fs';

/**
 * Size and time of change of files, links followed: what has to stay as it was for an earlier proof to hold.
 * @param {readonly string[]} paths
 * @returns {string | null} null where one is missing
 */
export function identityOf(paths) {
  try {
    return paths
      .map((path) => statSync(path))
      .map(({ size, mtimeMs }) => `${size}@${mtimeMs}`)
      .join(' ');
  } catch {
    return null;
  }
}
