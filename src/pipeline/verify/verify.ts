import { join } from 'node:path';
import { Complaint } from '../complaint.ts';
import { openAccepted } from './accepted.ts';
import { contradictions } from './contradictions.ts';
import { lackingOfDefault, type Judged } from './default-run.ts';
import { compare, type Comparison } from './drift.ts';
import { inspectResults } from './inspect.ts';
import { type Reference } from '../../claims/published.ts';
import { readReference, referenceName, summarise, writeReference } from './reference.ts';
import type { ReadResults } from './results-head.ts';
import { writeSeconds } from './seconds.ts';

export interface Verified {
  readonly results: ReadResults;
  /** `<profile>-<backend>` */
  readonly name: string;
  readonly found: Reference;
  readonly reference: Reference | null;
  readonly comparison: Comparison;
}

/** Results, found whole, beside the reference of their name, or beside nothing where there is none yet. */
export async function besideReference(
  folder: string,
  references: string,
  { registered }: Pick<Judged, 'registered'>,
): Promise<Verified> {
  const results = await inspectResults(folder, registered);
  const name = referenceName(results.head);
  const found = summarise(results.head, results.claims);
  const reference = await readReference(references, name);
  const comparison = compare(reference ?? { ...found, claims: [] }, found);
  const faults = contradictions(reference?.claims ?? found.claims).map((fault) => `the reference, ${fault}`);
  return {
    results,
    name,
    found,
    reference,
    comparison: { ...comparison, drifts: [...faults, ...comparison.drifts] },
  };
}

/** What is done with results that are taken. */
export interface Taking {
  /** Where references are. */
  readonly folder: string;
  readonly why: string;
  /** A run on other seeds is kept beside the reference and does not replace it. */
  readonly otherSeeds: boolean;
}

/** Where results that are taken go: a run on other seeds into a folder that its first seed names. */
export const placeOf = (
  { folder, otherSeeds }: Omit<Taking, 'why'>,
  { results }: Pick<Verified, 'results'>,
): string => (otherSeeds ? join(folder, 'other-seeds', String(results.head.firstSeed)) : folder);

/**
 * Makes results the reference of their name, or keeps them beside it, and logs the reason.
 * @throws Complaint that says what is missing where they are no whole default run of a clean checkout
 */
export async function take(
  { results, name, found, reference, comparison }: Verified,
  { folder, why, otherSeeds }: Taking,
  judged: Judged,
): Promise<void> {
  const lacking = await lackingOfDefault(results, judged, { otherSeeds });
  if (lacking.length > 0)
    throw new Complaint(
      `not accepted: only a whole default run of a clean checkout can be; what is missing:\n${lacking.map((one) => `  ${one}`).join('\n')}\nCommit or undo what has changed, run npm run experiments without names and options, and try again.`,
    );
  const append = await openAccepted(folder);
  await writeReference(folder, name, found);
  if (name === 'full-native' && !otherSeeds) await writeSeconds(folder, results.artifacts);
  const changes = reference ? [...comparison.drifts] : [];
  await append({ reference: name, commit: results.head.commit, why, changes });
}
