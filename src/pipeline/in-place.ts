import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const sameFile = (path: string, other: string): boolean => {
  const [{ dev, ino }, original] = [statSync(path), statSync(other)];
  return dev === original.dev && ino === original.ino;
};

/**
 * Whether a folder holds just these files: some with this content, and some that are the same file on the disk as their
 * originals, as links are.
 */
export function isInPlace(
  folder: string,
  written: Readonly<Record<string, string>>,
  linked: readonly { readonly path: string; readonly original: string }[],
): boolean {
  try {
    const originals = new Map(linked.map(({ path, original }) => [join(folder, path), original]));
    const texts = new Map(Object.entries(written).map(([name, text]) => [join(folder, name), text]));
    const there = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name));
    return (
      there.length === originals.size + texts.size &&
      there.every((path) => {
        const original = originals.get(path);
        return original === undefined
          ? readFileSync(path, 'utf8') === texts.get(path)
          : sameFile(path, original);
      })
    );
  } catch {
    return false;
  }
}
