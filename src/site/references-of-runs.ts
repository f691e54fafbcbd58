import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { verdicts } from '../claims/claim.ts';

const folder = resolve('content/reference');

const measurement = z.object({
  value: z.number().nullable(),
  interval: z.tuple([z.number(), z.number()]).nullable(),
});

const referenceSchema = z.object({
  profile: z.string(),
  backend: z.object({ name: z.string(), version: z.string(), precision: z.string() }),
  claims: z.array(
    z.object({
      id: z.string(),
      verdict: z.enum(verdicts),
      tests: z.array(z.object({ name: z.string(), seeds: z.int(), ...measurement.shape })),
    }),
  ),
});

const acceptedSchema = z.array(
  z.object({
    reference: z.string(),
    commit: z.string().nullable(),
    why: z.string(),
    changes: z.array(z.string()),
  }),
);

export type RunReference = z.output<typeof referenceSchema> & { readonly name: string };

const readJson = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));

/** What each profile and backend gave when it was last accepted; `content/reference/<profile>-<backend>.json`. */
export const runReferences = (): readonly RunReference[] =>
  (existsSync(folder) ? readdirSync(folder) : [])
    .filter((file) => /^(full|quick)-\w+\.json$/.test(file))
    .sort()
    .map((file) => ({ name: file.replace('.json', ''), ...referenceSchema.parse(readJson(file)) }));

/** The log of changes that were accepted, newest first. */
export const acceptedChanges = (): z.output<typeof acceptedSchema> =>
  existsSync(join(folder, 'accepted.json'))
    ? acceptedSchema.parse(readJson('accepted.json')).toReversed()
    : [];
