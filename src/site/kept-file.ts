import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const digest = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

const read = (path: string) => {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
};

/** Puts a file in place in one step: a reader sees the old one or the new one. */
function write(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.${process.pid}`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(temporary, content);
  renameSync(temporary, path);
}

/**
 * Sees to it that a file stands that others read by its path: made again where it is missing, cut or damaged, or was
 * made of other ingredients. What it was made of and what came out is noted down beside it.
 */
export async function keepFile<T extends Uint8Array>(
  path: string,
  ingredients: readonly (string | Uint8Array)[],
  make: () => Promise<T>,
) {
  const [note, recipe] = [`${path}.sha256`, ingredients.map(digest).join(' ')];
  const noteFor = (content: Uint8Array) => `${digest(content)} made of ${recipe}\n`;
  const known = read(path);
  if (known !== null && read(note)?.toString() === noteFor(known)) return known;
  const content = await make();
  write(path, content);
  write(note, noteFor(content));
  return content;
}

/** A picture that was made from the same ingredients before, or else the one that `make` makes. */
export const keptPicture = (
  ingredients: readonly string[],
  make: () => Promise<Uint8Array<ArrayBuffer>>,
  folder = resolve('node_modules/.cache/multiscale/pictures'),
) => keepFile(join(folder, digest(JSON.stringify(ingredients))), ingredients, make);
