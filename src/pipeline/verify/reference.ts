import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { verdicts, type ClaimTest, type JudgedClaim } from '../../experiments/claim.ts';
import { writeAtomically } from '../atomic.ts';
import { backendSchema } from '../backend-schema.ts';
import { Complaint } from '../complaint.ts';
import { projectRoot } from '../paths.ts';
import type { ResultsHead } from './results-head.ts';
import { tolerance } from './tolerance.ts';

const measurementSchema = z.strictObject({
  value: z.number().nullable(),
  interval: z.tuple([z.number(), z.number()]).nullable(),
  rule: z.string(),
  /** Seeds without the statistic. */
  missing: z.array(z.int()).optional(),
  passes: z.boolean(),
  tolerance: z.number().nonnegative(),
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
  tests: z
    .array(testSchema)
    .refine((tests) => new Set(tests.map(({ name }) => name)).size === tests.length, 'two tests of one name'),
});

/** The committed summary of what a profile gave on a backend: `content/reference/<profile>-<backend>.json`. */
export const referenceSchema = z.strictObject({
  schema: z.literal(1),
  profile: z.enum(['full', 'quick']),
  backend: backendSchema,
  claims: z.array(claimSchema),
});

export type Reference = z.output<typeof referenceSchema>;
export type ReferenceTest = z.output<typeof testSchema>;

/** How many statistics are verified together: a value and a control for each test. */
export const statisticsOf = (claims: readonly { readonly tests: readonly unknown[] }[]): number =>
  claims.reduce((sum, { tests }) => sum + 2 * tests.length, 0);

function referenceTest({ statistic: _, control, ...test }: ClaimTest, statistics: number): ReferenceTest {
  const family = { seeds: test.seeds, statistics };
  return {
    ...test,
    tolerance: tolerance(test, family),
    control: { ...control, tolerance: tolerance(control, family) },
  };
}

/** What these results say of the claims, with the tolerance of each statistic. */
export const summarise = ({ profile, backend }: ResultsHead, claims: readonly JudgedClaim[]): Reference =>
  referenceSchema.parse({
    schema: 1,
    profile,
    backend,
    claims: claims.map(({ id, verdict, tests }) => ({
      id,
      verdict,
      tests: tests.map((test) => referenceTest(test, statisticsOf(claims))),
    })),
  });

export const referenceFolder = join(projectRoot, 'content/reference');

export const referenceName = ({ profile, backend }: ResultsHead): string => `${profile}-${backend.name}`;

/**
 * The committed reference of that name; null where there is none yet.
 * @throws Complaint that names the file where it is damaged
 */
export async function readReference(folder: string, name: string): Promise<Reference | null> {
  const path = join(folder, `${name}.json`);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  try {
    return referenceSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new Complaint(`${path} is no reference: ${(error as Error).message}`, { cause: error });
  }
}

export async function writeReference(folder: string, name: string, reference: Reference): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeAtomically(join(folder, `${name}.json`), `${JSON.stringify(reference, null, 2)}\n`);
}
