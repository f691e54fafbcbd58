import { doseRules, hasOneDirection } from './doses-judge.ts';
import type { Markup } from '../../figures/markup.ts';
import { capitalised, counted, formatNumber, formatPercent, spanned } from '../../figures/numbers.ts';
import type { DosesRun } from './selections.ts';
import { windowWords } from './window-words.ts';

const at = ({ doses }: DosesRun, dose: number) => doses.find((record) => record.dose === dose);

/** Runs with one direction at the edge, of which alone the formula speaks; the judge leaves the others out as well. */
const spokenOf = (runs: readonly DosesRun[]): readonly DosesRun[] =>
  runs.filter((run) => hasOneDirection(run, run.id));

/** Amplitude without the rise of the sharpness over that of plain gradient descent, one value a seed that has both. */
const remaining = (runs: readonly DosesRun[]): readonly number[] =>
  spokenOf(runs).flatMap((run) => {
    const [without, plain] = [at(run, 0)?.measured, at(run, 1)?.measured];
    return without == null || !plain ? [] : [without / plain];
  });

/** What is left of the oscillation without the rise of the sharpness, and how it answers to more of it, in a sentence. */
export function dosesFinding(runs: readonly DosesRun[]): Markup {
  const left = remaining(runs);
  if (left.length === 0) return 'No run has both the plain descent and the one without rising sharpness.';
  const gone = left.filter((share) => share <= doseRules.persists).length;
  const without =
    gone === left.length
      ? `Without the rise of the sharpness the oscillation dies out in all ${left.length} seeds`
      : `Without the rise of the sharpness the oscillation dies out in ${gone} of ${counted(left.length, 'seed')}`;
  const ratios = doseRatiosOf(runs);
  return ratios.length === 0
    ? `${without}.`
    : `${without}; at doses of 1 and more its size is ${spanned(ratios)} times that of the central flow.`;
}

/** Measured over predicted amplitude at every dose above 0. */
function doseRatiosOf(runs: readonly DosesRun[]): readonly number[] {
  return spokenOf(runs).flatMap(({ doses }) =>
    doses.flatMap(({ dose, measured, predicted }) =>
      dose > 0 && measured !== null && predicted ? [measured / predicted] : [],
    ),
  );
}

/** How much is left at m = 0, in a sentence. */
export function remainingFinding(runs: readonly DosesRun[]): Markup {
  const left = remaining(runs);
  if (left.length === 0) return '';
  const most = Math.max(...left);
  return `Over the last ${windowWords(runs)} at <i>m</i> = 0 it is at most ${most < 1e-3 ? formatNumber(most) : formatPercent(most)}${most < 1e-3 ? ' times' : ' of'} what it is at <i>m</i> = 1.`;
}

/** The seeds that are left out, in a sentence; empty where there is none. */
export function leftOutFinding(runs: readonly DosesRun[]): Markup {
  const left = runs.length - spokenOf(runs).length;
  return left === 0
    ? ''
    : `${capitalised(counted(left, 'seed'))} of ${runs.length} with several directions at the edge at <i>m</i> = 1, of which this formula does not speak, ${left === 1 ? 'is' : 'are'} left out.`;
}

/** Doses under which training left the edge altogether, in a sentence; empty where there is none. */
export function divergedFinding(runs: readonly DosesRun[]): Markup {
  const lost = runs.flatMap(({ doses }) => doses.filter(({ status }) => status === 'diverged'));
  return lost.length === 0
    ? ''
    : `In ${counted(lost.length, 'run')} of a seed at a dose, training diverged or never came to its edge.`;
}
