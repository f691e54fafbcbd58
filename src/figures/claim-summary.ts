import type { ClaimId } from '../claims/claim.ts';
import type { Results } from '../claims/results.ts';
import type { Markup } from './markup.ts';
import type { SparklineData } from './sparkline.ts';

/** What a study says of a claim outside its article. It exports this from `summary.ts`. */
export interface ClaimSummary {
  readonly claim: ClaimId;
  /** What was found, in sentences under the title; empty where it adds nothing. */
  readonly standfirst: (results: Results) => Markup;
  /** The ledger's picture, of the study that decides the claim; null where there is nothing to draw. */
  readonly sparkline?: (results: Results) => SparklineData | null;
}
