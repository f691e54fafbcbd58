import {
  amplitudeRatio,
  contestedRuns,
  contestRules,
  isGood,
  standings,
  winner,
  type Standing,
  type Theory,
} from './contest-statistics.ts';
import type { Markup } from '../../figures/markup.ts';
import {
  capitalised,
  counted,
  countWord,
  formatNumber,
  formatPercent,
  listed,
  spanned,
} from '../../figures/numbers.ts';
import { median } from '../../math/statistics.ts';
import { forJudge } from '../../claims/results.ts';
import type { WindowRun } from './selections.ts';
import { theoryStyles } from './theory-words.ts';

const noWindows = 'In no window is one direction alone at the edge, so that the theories cannot be compared.';

const standingsOf = (windows: readonly WindowRun[]): readonly Standing[] => standings(forJudge(windows));

const hits = ({ windows, good }: Standing): number => Math.round(windows * good);

/** Who wins the contest, in a sentence. */
export function contestFinding(runs: readonly WindowRun[]): Markup {
  const all = standingsOf(runs);
  const [{ windows }] = all;
  if (windows === 0) return noWindows;
  const within = `to within ${formatPercent(contestRules.good)}`;
  const best = winner(forJudge(runs));
  const score = (standing: Standing) =>
    `${theoryStyles[standing.theory].words} does so in ${countWord(hits(standing))}`;
  const others = all.filter(({ theory }) => theory !== best).map(score);
  if (best === null)
    return `No theory predicts the size of the oscillation ${within} in ${formatPercent(contestRules.winning)} of ${counted(windows, 'window')}: ${listed(others)}.`;
  const first = all.find(({ theory }) => theory === best)!;
  return `${capitalised(theoryStyles[best].words)} predicts the size of the oscillation ${within} in ${hits(first)} of ${counted(windows, 'window')}; ${listed(others)}.`;
}

/** Windows in which a theory predicts no oscillation at all, in a sentence. */
export function undefinedFinding(windows: readonly WindowRun[]): Markup {
  const absent = standingsOf(windows).filter(({ undefined: none }) => none > 0);
  if (absent.length === 0) return 'Every theory predicts an oscillation in every window.';
  const parts = absent.map(
    ({ theory, undefined: none, windows }) => `${theoryStyles[theory].words} in ${none} of ${windows}`,
  );
  return `No oscillation is predicted by ${listed(parts)}; these windows have no mark of theirs.`;
}

/** How the central flow does in every window with an oscillation, outside the contest too, in a sentence. */
export function everywhereFinding(windows: readonly WindowRun[]): Markup {
  const ratios = forJudge(windows)
    .map(({ output }) => amplitudeRatio(output, 'centralFlow'))
    .filter((ratio) => ratio !== null);
  return ratios.length === 0
    ? ''
    : `Over all ${ratios.length} windows, outside the contest too, the central flow is within ${formatPercent(contestRules.good)} in ${ratios.filter(isGood).length}, and the oscillation is ${spanned(ratios)} times its prediction.`;
}

/** Quartiles of measured over predicted of one theory, in a sentence. */
export function quartilesFinding(windows: readonly WindowRun[], theory: Theory): Markup {
  const standing = standingsOf(windows).find((one) => one.theory === theory)!;
  if (!standing.quartiles) return '';
  const [low, middle, high] = standing.quartiles.map(formatNumber);
  const rank =
    standing.rankCorrelation === null
      ? ''
      : ` Measured and predicted sizes have a rank correlation of ${formatNumber(standing.rankCorrelation)}.`;
  return `The oscillation measured is ${middle} times that of ${theoryStyles[theory].words} in the median, with quartiles of ${low} and ${high}.${rank}`;
}

/** How far above the edge the sharpness is, beside how much that moves, in a sentence. */
export function conditioningFinding(windows: readonly WindowRun[]): Markup {
  const hovers = contestedRuns(forJudge(windows)).map(({ output }) => output.hovering!);
  if (hovers.length === 0) return '';
  const excess = median(hovers, ({ meanRatio }) => Math.abs(meanRatio - 1));
  const spread = median(hovers, ({ deviationRatio }) => deviationRatio);
  return `In the windows measured, sharpness·<i>η</i>/2 differs from 1 by ${formatPercent(excess)} in the mean and moves by ${formatPercent(spread)} from centre to centre (medians over the windows). An <i>x</i> computed from it inherits that motion, and where the difference is negative there is none.`;
}

/** What this says of the claim, in sentences. */
export function contestConclusion(windows: readonly WindowRun[]): Markup {
  if (standingsOf(windows)[0].windows === 0) return noWindows;
  const best = winner(forJudge(windows));
  if (best === null)
    return 'None of the theories is good enough to be called the cause of the size measured.';
  if (best === 'centralFlow')
    return 'What sets the size of the oscillation in the whole network is the balance of two slow motions, progressive sharpening and the flattening that the oscillation itself causes, not the shape of the loss along the direction in which it oscillates. That the loss grows subquadratically does not tell how far the iterates swing.';
  return 'The shape of the loss along the direction of the oscillation sets its size, as the paper says.';
}
