import { forJudge } from '../../claims/results.ts';
import type { ClaimSummary } from '../../figures/claim-summary.ts';
import type { Markup } from '../../figures/markup.ts';
import { contestedRuns, winner } from './contest-statistics.ts';
import { windowRuns, type WindowRun } from './selections.ts';

/** What happens in the whole network, in a sentence; empty where the theories were not compared. */
function networkSentence(windows: readonly WindowRun[]): Markup {
  const judged = forJudge(windows);
  if (contestedRuns(judged).length === 0) return '';
  switch (winner(judged)) {
    case 'centralFlow':
      return 'In the whole network another theory, the central flow, predicts how large the oscillation is.';
    case null:
      return 'In the whole network no theory tried here predicts how large the oscillation is.';
    default:
      return 'In the whole network too it predicts how large the oscillation is.';
  }
}

export const summary: ClaimSummary = {
  claim: 'R3',
  standfirst: (results) => networkSentence(windowRuns(results)),
};
