import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { verdicts, type ClaimTest, type JudgedClaim } from '../../claims/claim.ts';
import { writeAtomically } from '../atomic.ts';
import { Complaint } from '../complaint.ts';
import { projectRoot } from '../paths.ts';
import { readJson } from './read-file.ts';
import { headSchema, type ResultsHead } from './results-head.ts';

const measurementSchema = z.strictObject({
  value: z.number().nullable(),
  interval: z.tuple([z.number(), z.number()]).nullable(),
  rule: z.string(),
  /** Seeds without the statistic. */
  missing: z.array(z.int()).optional(),
  passes: z.boolean(),
});

const testSchema = z.strictObject({
  name: z.string(),
  seeds: z.int(),
  ...measurementSchema.shape,
  control: z.strictObject({ name: z.string(), ...measurementSchema.shape }),
});

const claimSchema = z.strictObject({
  id: z.string(),
  verdict: z.enum(verdicts),
  tests: z.array(testSchema),
});

/** The committed summary of what a profile gave on a backend: `content/reference/<profile>-<backend>.json`. */
export const referenceSchema = z.strictObject({
  schema: z.literal(2),
  ...headSchema.shape,
  claims: z.array(claimSchema),
});

export type Reference = z.output<typeof referenceSchema>;
export type ReferenceTest = z.output<typeof testSchema>;

const referenceTest = ({ statistic: _, ...test }: ClaimTest): ReferenceTest => test;

/** What these results say of the claims. */
export const summarise = (head: ResultsHead, claims: readonly JudgedClaim[]): Reference => ({
  schema: 2,
  ...head,
  claims: claims.map(({ id, verdict, tests }) => ({ id, verdict, tests: tests.map(referenceTest) })),
});

/** How many statistics are verified together: a value and a control for each test. */
export const statisticsOf = (claims: readonly { readonly tests: readonly unknown[] }[]): number =>
  claims.reduce((sum, { tests }) => sum + 2 * tests.length, 0);

export const referenceFolder = join(projectRoot, 'content/reference');

export const referenceName = ({ profile, backend }: Pick<ResultsHead, 'profile' | 'backend'>): string =>
  `${profile}-${backend.name}`;

/**
 * The reference of that name in a folder; null where there is none yet.
 * @throws Complaint that names the file and the field where it is damaged
 */
export async function readReference(folder: string, name: string): Promise<Reference | null> {
  const path = join(folder, `${name}.json`);
  const absent = await access(path).then(
    () => false,
    ({ code }: NodeJS.ErrnoException) => code === 'ENOENT',
  );
  if (absent) return null;
  const remedy = '--reference names the folder of references; git has the committed ones';
  const reference = await readJson(path, { schema: referenceSchema, remedy });
  if (referenceName(reference) === name) return reference;
  throw new Complaint(`${path} is the reference of ${referenceName(reference)}; ${remedy}`);
}

export async function writeReference(folder: string, name: string, reference: Reference): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeAtomically(join(folder, `${name}.json`), `${JSON.stringify(reference, null, 2)}\n`);
}
