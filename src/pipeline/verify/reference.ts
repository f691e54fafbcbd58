import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClaimTest, JudgedClaim } from '../../claims/claim.ts';
import {
  referenceSchema,
  type Reference,
  type ReferenceTest,
  type ResultsHead,
} from '../../claims/published.ts';
import { writeAtomically } from '../atomic.ts';
import { Complaint } from '../complaint.ts';
import { projectRoot } from '../paths.ts';
import { isAbsent, readJson } from './read-file.ts';

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
  if (await isAbsent(path)) return null;
  const remedy = '--reference names the folder of references; git has the committed ones';
  const reference = await readJson(path, { schema: referenceSchema, remedy });
  if (referenceName(reference) === name) return reference;
  throw new Complaint(`${path} is the reference of ${referenceName(reference)}; ${remedy}`);
}

export async function writeReference(folder: string, name: string, reference: Reference): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeAtomically(join(folder, `${name}.json`), `${JSON.stringify(reference, null, 2)}\n`);
}
