import { figuresOf } from '../../src/registry/figures.ts';
import type { Results, Run } from '../../src/claims/results.ts';
import type { ClaimTest, JudgedClaim, Verdict } from '../../src/claims/claim.ts';

/** A build with these runs by experiment, and claims of one verdict. */
export const resultsOf = (
  runs: Readonly<Record<string, readonly Run<unknown>[]>>,
  { verdict = 'supported', tests = [] }: { readonly verdict?: Verdict; readonly tests?: ClaimTest[] } = {},
): Results => ({
  runs: <O>(experiment: string) => (runs[experiment] ?? []) as readonly Run<O>[],
  claim: (id) => ({ id, verdict, tests, reason: '' }) as unknown as JudgedClaim,
  dataset: null,
});

/** The figures that are drawn of these runs. */
export const figuresOfRuns = (runs: Readonly<Record<string, readonly Run<unknown>[]>>) =>
  [...figuresOf(resultsOf(runs)).values()].filter(({ artifacts }) => artifacts.length > 0);
