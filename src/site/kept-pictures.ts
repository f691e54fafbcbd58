import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve('node_modules/.cache/multiscale/pictures');
const digestLength = 32;

const digest = (...parts: readonly (string | Uint8Array)[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

/** The content of an entry without the digest at its end; null where it is missing or damaged. */
function read(file: string): Uint8Array<ArrayBuffer> | null {
  try {
    const bytes = new Uint8Array(readFileSync(file));
    const content = bytes.slice(0, -digestLength);
    return digest(content).equals(bytes.subarray(-digestLength)) ? content : null;
  } catch {
    return null;
  }
}

/** A picture that was made from the same ingredients before, or else the one that `make` makes. */
export async function keptPicture(
  ingredients: readonly string[],
  make: () => Promise<Uint8Array<ArrayBuffer>>,
): Promise<Uint8Array<ArrayBuffer>> {
  const file = join(folder, digest(JSON.stringify(ingredients)).toString('hex'));
  const known = read(file);
  if (known) return known;
  const content = await make();
  mkdirSync(folder, { recursive: true });
  const temporary = `${file}.${randomUUID()}`;
  writeFileSync(temporary, Buffer.concat([content, digest(content)]));
  renameSync(temporary, file);
  return content;
}
