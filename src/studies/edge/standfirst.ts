import type { Verdict } from '../../claims/claim.ts';
import { edgeRules } from './judge.ts';
import { orbitError } from './orbits.ts';
import { slicedRate } from './settings.ts';
import { contestedRuns, winner } from '../oscillation/contest.ts';
import type { Markup } from '../../figures/markup.ts';
import { atRate, forJudge, type EdgeStudy } from './study.ts';

const openings: Readonly<Record<Verdict, string>> = {
  supported: 'The claim passes every test made here.',
  partly: 'The claim passes some of the tests made here and fails others.',
  refuted: 'The claim passes none of the tests made here.',
  inconclusive: 'The measurement does not decide the claim.',
  'not measured': 'The claim is not measured in this build.',
};

/** What happens on slices, in a sentence; null where none were measured. */
function slicesSentence(study: EdgeStudy): Markup | null {
  const orbits = atRate(study, slicedRate).flatMap((run) => run.orbits);
  if (orbits.length === 0) return null;
  return orbits.every((orbit) => orbitError(orbit) < edgeRules.orbitError)
    ? 'On one-dimensional slices of a real loss, subquadratic growth turns divergence into an oscillation of the size it predicts.'
    : 'On one-dimensional slices of a real loss, subquadratic growth does not always predict the oscillation of gradient descent.';
}

/** What happens in the whole network, in a sentence; null where the theories were not compared. */
function networkSentence(study: EdgeStudy): Markup | null {
  if (contestedRuns(forJudge(study.windows)).length === 0) return null;
  switch (winner(forJudge(study.windows))) {
    case 'centralFlow':
      return 'In the whole network another theory, the central flow, predicts how large the oscillation is.';
    case null:
      return 'In the whole network no theory tried here predicts how large the oscillation is.';
    default:
      return 'In the whole network too it predicts how large the oscillation is.';
  }
}

/** The standfirst: what this page found, by its verdict. */
export const standfirst = (verdict: Verdict, study: EdgeStudy): Markup =>
  [openings[verdict], slicesSentence(study), networkSentence(study)]
    .filter((sentence) => sentence !== null)
    .join(' ');
