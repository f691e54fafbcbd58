import type { ClaimId } from '../claims/claim.ts';
import type { Results } from '../claims/results.ts';
import type { Markup } from './markup.ts';
import type { SparklineData } from './sparkline.ts';

/** What stands for a claim outside its article. The study that decides the claim exports it from `summary.ts`. */
export interface ClaimSummary {
  readonly claim: ClaimId;
  /** What was found, in the sentences under the title. */
  readonly standfirst: (results: Results) => Markup;
  /** The ledger's picture; null where there is nothing to draw. */
  readonly sparkline: (results: Results) => SparklineData | null;
}
