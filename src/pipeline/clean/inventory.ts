import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Complaint } from '../complaint.ts';
import { isHeld } from '../locks.ts';
import { abandoned } from '../temporary.ts';

/** Kinds of things in a cache that no published result needs. */
export type ItemKind =
  'result' | 'damaged entry' | 'checkpoint' | 'lock of a dead process' | 'half-written file';

export interface Item {
  readonly kind: ItemKind;
  readonly path: string;
  readonly bytes: number;
  /** When it was last written; milliseconds since 1970. */
  readonly written: number;
}

export interface Inventory {
  /** What could go. */
  readonly items: readonly Item[];
  /** Of the whole cache. */
  readonly bytes: number;
  /** Processes that work with the cache at the moment, as their locks show. */
  readonly users: readonly string[];
}

const manifestSchema = z.object({
  artifacts: z.array(z.object({ key: z.string(), inputs: z.array(z.string()) })),
});

/** A folder that is there but cannot be read is not an empty one. */
async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw new Complaint(`${folder} cannot be read (${error.code}); nothing is removed`, { cause: error });
  });
}

/** Results that are being written or have been are told from those that are published by their names. */
const isProfile = (name: string) => !name.endsWith('.tmp');

/**
 * Keys that the published results of either profile stand on.
 * @throws Complaint where published results do not say what they stand on: nobody knows then what may go
 */
async function keysInUse(cache: string): Promise<Set<string>> {
  const manifests = await Promise.all(
    (await namesIn(join(cache, 'results'))).filter(isProfile).map(async (profile) => {
      const path = join(cache, 'results', profile, 'manifest.json');
      try {
        return manifestSchema.parse(JSON.parse(await readFile(path, 'utf8'))).artifacts;
      } catch (cause) {
        throw new Complaint(
          `${path} cannot be read, so that nobody knows which results are published: npm run experiments writes it ` +
            `again, or delete ${join(cache, 'results', profile)} to give up what it published`,
          { cause },
        );
      }
    }),
  );
  return new Set(manifests.flat().flatMap(({ key, inputs }) => [key, ...inputs]));
}

/** Of all files below; one that has several names, as published results have, counts once. */
async function bytesOf(path: string, seen = new Set<number>()): Promise<number> {
  const found = await stat(path).catch(() => null);
  if (!found || seen.has(found.ino)) return 0;
  seen.add(found.ino);
  if (!found.isDirectory()) return found.size;
  const sizes = await Promise.all((await namesIn(path)).map((name) => bytesOf(join(path, name), seen)));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function item(kind: ItemKind, path: string): Promise<Item> {
  const written = (await stat(path).catch(() => null))?.mtimeMs ?? 0;
  return { kind, path, bytes: await bytesOf(path), written };
}

/** Looks through a cache for what no published result needs. */
export async function takeInventory(cache: string): Promise<Inventory> {
  const inUse = await keysInUse(cache);
  const inFolder = async (name: string, kind: ItemKind, counts: (key: string) => boolean = () => true) =>
    Promise.all(
      (await namesIn(join(cache, name))).filter(counts).map((key) => item(kind, join(cache, name, key))),
    );
  const isKey = (name: string) => /^[0-9a-f]{64}$/.test(name);
  const locks = await Promise.all(
    (await namesIn(join(cache, 'locks'))).filter(isKey).map(async (key) => {
      const path = join(cache, 'locks', key);
      return { path, holder: await readFile(path, 'utf8').catch(() => '') };
    }),
  );
  const [live, dead] = [true, false].map((held) => locks.filter(({ path }) => isHeld(path) === held));
  const items = await Promise.all([
    inFolder('artifacts', 'result', (key) => isKey(key) && !inUse.has(key)),
    inFolder('damaged', 'damaged entry', (name) => isKey(name.slice(0, 64))),
    inFolder('checkpoints', 'checkpoint', isKey),
    Promise.all(dead.map(({ path }) => item('lock of a dead process', path))),
    Promise.all((await abandoned(cache)).map((path) => item('half-written file', path))),
  ]);
  return {
    items: items.flat(),
    bytes: await bytesOf(cache),
    users: [...new Set(live.map(({ holder }) => holder.split(' ')[0]))],
  };
}
