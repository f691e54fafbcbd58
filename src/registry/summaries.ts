import type { ClaimId } from '../claims/claim.ts';
import type { ClaimSummary } from '../figures/claim-summary.ts';

const modules = import.meta.glob<{ summary: ClaimSummary }>('../studies/*/summary.ts', { eager: true });

const byClaim = Map.groupBy(
  Object.values(modules).map(({ summary }) => summary),
  ({ claim }) => claim,
);

/** What stands for a claim in the ledger and under its title: the sentences of all studies that say some, one picture. */
export function summaryOf(claim: ClaimId): Omit<ClaimSummary, 'claim'> {
  const own = byClaim.get(claim) ?? [];
  return {
    standfirst: (results) =>
      own
        .map(({ standfirst }) => standfirst(results))
        .filter((sentence) => sentence !== '')
        .join(' '),
    sparkline: (results) => own.map(({ sparkline }) => sparkline?.(results)).find(Boolean) ?? null,
  };
}
