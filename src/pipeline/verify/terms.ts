import { apart, tolerance, type Family, type Measured } from './tolerance.ts';
import { sideBySide, since, type Wording } from './wording.ts';

/** What two results are held to, and how it is said. */
export interface Terms {
  readonly words: Wording;
  /** Within how much two measurements of one quantity agree. */
  readonly allowed: (reference: Measured, found: Measured, family: Family) => number;
  readonly anyBackend: boolean;
}

/** New results are held to an older reference. */
export const sinceReference: Terms = {
  words: since,
  allowed: (reference, _, family) => tolerance(reference, family),
  anyBackend: false,
};

/** Two results of equal standing, on the same backend or on two. */
export const equalStanding = (one: string, other: string): Terms => ({
  words: sideBySide(one, other),
  allowed: apart,
  anyBackend: true,
});
