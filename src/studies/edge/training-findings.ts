import { edgeRules } from './judge.ts';
import { edgeRates } from './settings.ts';
import type { EdgeStatistics } from './schema.ts';
import type { Markup } from '../../figures/markup.ts';
import { counted, formatPercent, listed, spanned } from '../../figures/numbers.ts';
import { imagesOf } from '../../measure/image-words.ts';
import { atRate, descentsOf, type EdgeRun } from './selections.ts';

const judged = (all: readonly EdgeRun[]): readonly EdgeRun[] =>
  edgeRates.flatMap((rate) => atRate(all, rate));

const statisticsOf = (runs: readonly EdgeRun[]): readonly EdgeStatistics[] =>
  runs.flatMap(({ statistics }) => (statistics ? [statistics] : []));

const known = (
  runs: readonly EdgeRun[],
  pick: (statistics: EdgeStatistics) => number | null,
): readonly number[] =>
  statisticsOf(runs)
    .map(pick)
    .filter((value) => value !== null);

/** Whether the sharpness stays at 2/η once it has come there, in a sentence. */
export function trainingFinding(all: readonly EdgeRun[]): Markup {
  const runs = judged(all);
  const ratios = known(runs, ({ meanRatio }) => meanRatio);
  const [low, high] = edgeRules.ratio;
  const held = ratios.filter((ratio) => ratio >= low && ratio <= high).length;
  if (ratios.length === 0)
    return `In none of ${counted(runs.length, 'run')} does the sharpness come to 2/<i>η</i>.`;
  return held === runs.length
    ? `In all ${runs.length} runs the sharpness comes to 2/<i>η</i> and stays there: from then on its mean is ${spanned(ratios)} times 2/<i>η</i>.`
    : `In ${held} of ${counted(runs.length, 'run')} the sharpness comes to 2/<i>η</i> and stays there; its mean from then on is ${spanned(ratios)} times 2/<i>η</i>.`;
}

/** When the runs come to the edge, in a sentence. */
export function crossingFinding(all: readonly EdgeRun[]): Markup {
  const parts = edgeRates.flatMap((rate) => {
    const steps = known(atRate(all, rate), ({ crossing }) => crossing);
    if (steps.length === 0) return [];
    return Math.max(...steps) === 0
      ? [`from the first step on at <i>η</i> = ${rate}`]
      : [`after ${spanned(steps, String)} steps at <i>η</i> = ${rate}`];
  });
  return parts.length === 0 ? '' : `The sharpness reaches 2/<i>η</i> ${listed(parts)}.`;
}

/** What the loss does before and at the edge, in a sentence. */
export function risesFinding(all: readonly EdgeRun[]): Markup {
  const runs = judged(all);
  const [after, ratios] = [
    known(runs, ({ risesAfter }) => risesAfter),
    known(runs, ({ lossRatio }) => lossRatio),
  ];
  // Runs that start beyond the edge have nothing before it.
  const before = statisticsOf(runs).flatMap(({ crossing, risesBefore }) => (crossing ? [risesBefore] : []));
  if (after.length === 0) return 'No run came to its edge.';
  const quiet =
    before.length === 0
      ? ''
      : `, ${Math.max(...before) === 0 ? 'and in none before it' : `against ${spanned(before, formatPercent)} before it`}`;
  const course = Math.max(...ratios) < 1 ? 'Over hundreds of steps it falls all the same: at' : 'At';
  return `At the edge the loss rises in ${spanned(after, formatPercent)} of the steps${quiet}. ${course} the end it is ${spanned(ratios, formatPercent)} of what it was at the crossing.`;
}

/** What the same network does at a learning rate far from its edge, in a sentence. */
export function trainingControlFinding(all: readonly EdgeRun[]): Markup {
  const runs = descentsOf(all, 'tanh4-small-rate');
  const statistics = statisticsOf(runs);
  if (statistics.length === 0) return '';
  const [highest, rises] = [
    statistics.map(({ highestRatio }) => highestRatio),
    statistics.map(({ risesBefore }) => risesBefore),
  ];
  const loss =
    Math.max(...rises) === 0
      ? 'its loss never rises'
      : `its loss rises in ${spanned(rises, formatPercent)} of the steps`;
  return `At <i>η</i> = ${runs[0].learningRate} (control) the sharpness comes to ${spanned(highest)} times 2/<i>η</i> at most, and ${loss}.`;
}

const companions: Readonly<Record<string, (runs: readonly EdgeRun[]) => string>> = {
  digits8: (runs) => `on ${imagesOf(runs).name} at <i>η</i> = ${runs[0].learningRate}`,
  cnn: () => 'in a convolutional network',
  'deep-linear': () => 'in a deep linear network',
};

/** The edge in other networks and on other data, in sentences. */
export function companionsFinding(all: readonly EdgeRun[]): Markup {
  const parts = Object.entries(companions).flatMap(([variant, words]) => {
    const runs = descentsOf(all, variant);
    const ratios = known(runs, ({ meanRatio }) => meanRatio);
    return ratios.length === 0 ? [] : [`${spanned(ratios)} ${words(runs)}`];
  });
  return parts.length === 0 ? '' : `The same mean is ${listed(parts)}.`;
}

/** Whether a network under cross-entropy stays at its edge, in a sentence. */
export function crossEntropyFinding(all: readonly EdgeRun[]): Markup {
  const runs = statisticsOf(descentsOf(all, 'cross-entropy'));
  if (runs.length === 0) return '';
  const [highest, last] = [
    runs.map(({ highestRatio }) => highestRatio),
    runs.map(({ lastRatio }) => lastRatio),
  ];
  const outcome =
    Math.max(...last) < edgeRules.controlRatio
      ? `but falls to ${spanned(last)} by the end: there the edge is left again`
      : `and is ${spanned(last)} at the end`;
  return `Under cross-entropy sharpness·<i>η</i>/2 comes to ${spanned(highest)} at most, ${outcome}.`;
}
