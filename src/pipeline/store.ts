import { randomUUID } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { backendSchema } from '../claims/published.ts';
import { canonicalJson, sha256 } from './canonical.ts';
import { writeFolder } from './atomic.ts';
import { temporaryBeside } from './temporary.ts';
import { workSchema } from './work.ts';

/** What is known of a run besides its results: none of it is part of the artifact, which is the same on every run. */
export const provenanceSchema = z.strictObject({
  id: z.string(),
  key: z.string(),
  status: z.enum(['complete', 'diverged', 'partial']),
  ingredients: z.record(z.string(), z.string()),
  /** sha256 of each source file of the experiment. */
  source: z.record(z.string(), z.string()),
  /** What was checked out, marked `+changes` where files differed from it; null outside a git checkout. */
  commit: z.string().nullable(),
  backend: backendSchema,
  node: z.string(),
  /** When the attempt that finished it began. */
  started: z.string(),
  /** Of computation, with what interrupted attempts had done up to their last checkpoint. */
  seconds: z.number().nonnegative(),
  work: workSchema,
  resumptions: z.int().nonnegative(),
  /** The most that the process held meanwhile; elsewhere than on Linux, since its start. */
  peakMemoryBytes: z.number().nonnegative(),
  cpu: z.string(),
  /** sha256 of each file of the entry. */
  files: z.record(z.string(), z.string()),
});

export type Provenance = z.output<typeof provenanceSchema>;

export interface Entry {
  readonly provenance: Provenance;
  readonly files: Readonly<Record<string, Uint8Array>>;
}

/** What a look into the store found. */
export type Found =
  | { readonly state: 'present'; readonly entry: Entry }
  | { readonly state: 'absent' }
  | { readonly state: 'damaged'; readonly reason: string };

const provenanceFile = 'provenance.json';

/** Entries to be read at a time. */
export const entriesAtATime = 32;

/** Finished runs by key: a folder each, put in place by one rename, its files covered by checksums. */
export class Store {
  readonly #folder: string;
  readonly #check: (entry: Entry) => void;

  /** `check` throws where an entry, although undamaged, is not what it should be. */
  constructor(cache: string, check: (entry: Entry) => void = () => undefined) {
    this.#folder = join(cache, 'artifacts');
    this.#check = check;
  }

  #path(key: string): string {
    return join(this.#folder, key);
  }

  /** Where a file of an entry is. */
  pathOf(key: string, name: string): string {
    return join(this.#path(key), name);
  }

  /** Writes an entry; where another process was first, its entry stays. */
  async write(key: string, provenance: Omit<Provenance, 'files'>, files: Entry['files']): Promise<void> {
    const checksums = Object.fromEntries(
      Object.entries(files).map(([name, content]) => [name, sha256(content)]),
    );
    const record = canonicalJson({ ...provenance, files: checksums });
    const temporary = temporaryBeside(this.#path(key));
    let inPlace = false;
    try {
      await writeFolder(temporary, { ...files, [provenanceFile]: `${sha256(record)}\n${record}\n` });
      inPlace = await rename(temporary, this.#path(key)).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          // Another process that shares the cache may have been first.
          if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
          return false;
        },
      );
    } finally {
      if (!inPlace) await rm(temporary, { recursive: true, force: true });
    }
  }

  /** Reads an entry and verifies every byte of it. */
  async read(key: string): Promise<Found> {
    const folder = this.#path(key);
    const text = await readFile(join(folder, provenanceFile), 'utf8').catch(unlessOurs);
    if (text === null) {
      const rest = await readdir(folder).catch(unlessOurs);
      return rest === null
        ? { state: 'absent' }
        : { state: 'damaged', reason: `${provenanceFile} is missing` };
    }
    try {
      const entry = await readVerified(folder, text, key);
      this.#check(entry);
      return { state: 'present', entry };
    } catch (error) {
      unlessOurs(error as Error);
      return { state: 'damaged', reason: (error as Error).message };
    }
  }

  /** Moves a damaged entry out of the way and returns where it went. */
  async setAside(key: string): Promise<string> {
    const aside = join(this.#folder, '..', 'damaged', `${key}.${randomUUID()}`);
    await mkdir(join(aside, '..'), { recursive: true });
    // Another process that shares the cache may have been first.
    await rename(this.#path(key), aside).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    return aside;
  }

  async remove(key: string): Promise<void> {
    await rm(this.#path(key), { recursive: true, force: true });
  }
}

/** Null where a file cannot be read, unless it is this process that may not or cannot: that says nothing of the file. */
function unlessOurs(error: NodeJS.ErrnoException): null {
  if (['EMFILE', 'ENFILE', 'ENOMEM', 'EACCES', 'EPERM'].includes(error.code ?? '')) throw error;
  return null;
}

async function readVerified(folder: string, text: string, key: string): Promise<Entry> {
  const [checksum, record] = text.split('\n');
  if (text !== `${checksum}\n${record}\n` || sha256(record) !== checksum)
    throw new Error(`${provenanceFile} does not match its checksum`);
  const provenance = provenanceSchema.parse(JSON.parse(record));
  if (provenance.key !== key) throw new Error(`${provenanceFile} belongs to key ${provenance.key}`);
  const files = await Promise.all(
    Object.entries(provenance.files).map(async ([name, expected]) => {
      const content = await readFile(join(folder, name)).catch(unlessOurs);
      if (content === null) throw new Error(`${name} is missing`);
      if (sha256(content) !== expected) throw new Error(`${name} does not match its checksum`);
      return [name, content] as const;
    }),
  );
  return { provenance, files: Object.fromEntries(files) };
}
