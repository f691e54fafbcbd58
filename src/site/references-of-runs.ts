import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { z } from 'zod';
import { acceptedSchema, referenceSchema, type AcceptedChange, type Reference } from '../claims/published.ts';

const folder = resolve('content/reference');
const namesIn = (path: string) => (existsSync(path) ? readdirSync(path).sort() : []);
const read = <T>(schema: z.ZodType<T>, ...path: string[]): T =>
  schema.parse(JSON.parse(readFileSync(join(folder, ...path), 'utf8')));

/** What each profile and backend gave when it was last accepted; `content/reference/<profile>-<backend>.json`. */
export const runReferences = (): readonly Reference[] =>
  namesIn(folder)
    .filter((file) => /^(full|quick)-\w+\.json$/.test(file))
    .map((file) => read(referenceSchema, file));

/** The log of changes that were accepted, newest first. */
export const acceptedChanges = (): readonly AcceptedChange[] =>
  existsSync(join(folder, 'accepted.json')) ? read(acceptedSchema, 'accepted.json').toReversed() : [];

/** A run on other seeds, from `firstSeed` on, with the reason it was kept for. */
export interface SeedsRun extends Reference {
  readonly why: string;
}

/**
 * The runs on other seeds that are kept, in the order of their seeds, which is that in which they were made:
 * `npm run verify -- --keep …` puts what a run with `--first-seed N` gave into a folder N.
 */
export const seedsRuns = (): readonly SeedsRun[] =>
  namesIn(join(folder, 'other-seeds'))
    .map((seed) => ({
      ...read(referenceSchema, 'other-seeds', seed, 'full-native.json'),
      why: read(acceptedSchema, 'other-seeds', seed, 'accepted.json').at(-1)!.why,
    }))
    .sort((a, b) => a.firstSeed - b.firstSeed);
