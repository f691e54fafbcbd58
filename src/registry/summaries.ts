import type { ClaimId } from '../claims/claim.ts';
import type { ClaimSummary } from '../figures/claim-summary.ts';

const modules = import.meta.glob<{ summary: ClaimSummary }>('../studies/*/summary.ts', { eager: true });

/** What stands for each claim in the ledger and under the title of its page, from the study that decides it. */
export const claimSummaries: ReadonlyMap<ClaimId, ClaimSummary> = new Map(
  Object.values(modules).map(({ summary }) => [summary.claim, summary]),
);
