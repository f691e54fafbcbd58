import type { Results } from '../../claims/results.ts';
import { constructionParameters } from './schema.ts';
import { constructionVariants } from './settings.ts';
import { trainedParameters } from './trained-schema.ts';
import { trainedVariants } from './trained-settings.ts';
import type { Verdict } from '../../claims/claim.ts';
import { constructionRules } from './judge.ts';
import {
  coreAlphas,
  cycleExponentError,
  flankAlphas,
  largestExponentError,
  largestPeakError,
  linearCount,
  linearExponent,
  multiplierError,
} from './statistics.ts';
import type { Markup } from '../../figures/markup.ts';
import { countWord, formatNumber } from '../../figures/numbers.ts';
import { max, median, ofAll } from '../../math/statistics.ts';
import { constructionStudy, type ConstructionStudy } from './selections.ts';

const several = ({ exact }: ConstructionStudy) =>
  exact.flatMap(({ counts }) =>
    counts.filter(({ activation, magnitudes }) => activation !== 'identity' && magnitudes.length > 1),
  );

/** How many networks have a scale for each magnitude, in a sentence. */
export function countFinding(study: ConstructionStudy): Markup {
  const networks = several(study);
  const right = networks.filter(({ magnitudes, networkCount }) => networkCount === magnitudes.length).length;
  return `Two, three or four magnitudes of the data make as many scales of the loss in ${right} of ${networks.length} tanh and erf networks.`;
}

/** Where the scales lie, in a sentence. */
export function peakFinding({ exact }: ConstructionStudy): Markup {
  const error = ofAll(
    max,
    exact.map(({ counts }) => largestPeakError(counts)).filter((one) => one !== null),
  );
  if (error === null) return 'No network has as many scales as it has magnitudes.';
  return `Each scale grows most where it is predicted to, within a factor of ${formatNumber(10 ** error)}.`;
}

/** What the linear network shows, in a sentence. */
export function linearFinding({ exact }: ConstructionStudy): Markup {
  const count = max(exact, ({ counts }) => linearCount(counts));
  const deviation = max(exact, ({ densities }) => Math.abs(linearExponent(densities) - 2));
  return count === 1
    ? `The linear network on the same data has one scale however many magnitudes there are, and its exponent is 2 to within ${formatNumber(deviation)}.`
    : `The linear network on the same data has up to ${countWord(count)} scales.`;
}

/** Whether a power law of magnitudes makes straight lines, in a sentence. */
export function densitiesFinding({ exact }: ConstructionStudy): Markup {
  const error = max(exact, ({ densities }) => largestExponentError(densities, 'tanh', coreAlphas))!;
  return `A density <i>m</i><sup>−α</sup> of magnitudes gives ${error < constructionRules.coreError ? 'straight lines of slope <i>α</i> − 1' : 'lines whose slope is not always <i>α</i> − 1'} over decades of distance.`;
}

/** How well the exponent law holds, in a sentence. */
export function exponentFinding({ exact }: ConstructionStudy): Markup {
  const errors = (range: (alpha: number) => boolean) =>
    exact.map(({ densities }) => largestExponentError(densities, 'tanh', range));
  const { coreError, flankError } = constructionRules;
  const [core, flank] = [max(errors(coreAlphas)), max(errors(flankAlphas))];
  const verdict = core < coreError && flank < flankError ? 'follows' : 'departs from';
  return `The growth exponent of tanh networks ${verdict} <i>α</i> − 1: it is off by at most ${formatNumber(core)} for <i>α</i> from 1.5 to 2.5, and by ${formatNumber(flank)} at 1.25 and 2.75.`;
}

/** Exponents at the ends of the law, in a sentence. */
export function endsFinding({ exact }: ConstructionStudy): Markup {
  const at = (alpha: number) =>
    median(
      exact.flatMap(({ densities }) =>
        densities.filter((one) => one.activation === 'tanh' && one.alpha === alpha),
      ),
      ({ networkExponent }) => networkExponent,
    );
  return `At <i>α</i> = 1 the law says 0 and the exponent is ${formatNumber(at(1))}; at <i>α</i> = 3 it says 2 and the exponent is ${formatNumber(at(3))}.`;
}

/** How the amplitude of the two-cycle depends on the learning rate, in a sentence. */
export function cycleFinding({ exact }: ConstructionStudy): Markup {
  const error = max(exact, ({ cycles }) => cycleExponentError(cycles));
  const multiplier = max(exact, ({ cycles }) => multiplierError(cycles));
  const grows = error < constructionRules.cycleError ? 'grows' : 'does not always grow';
  return `The amplitude of the two-cycle ${grows} with the learning rate to the power 1/(3 − <i>α</i>), off by at most ${formatNumber(error)}; its multiplier is (5 − 2<i>α</i>)² to within ${formatNumber(multiplier)}.`;
}

/** What the page concludes, by its verdict. */
export function conclusion(verdict: Verdict): Markup {
  const needs =
    'What it needs is a bounded activation, magnitudes well apart and a minimum in which the largest samples are not saturated.';
  const whether: Readonly<Record<Verdict, string>> = {
    supported:
      'The construction does what it is built for, at the minimum that is known and around minima that were found.',
    partly: 'The construction does in part what it is built for; the tests above say where it does not.',
    refuted: 'The construction does not do what it is built for.',
    inconclusive: 'The controls do not let us conclude.',
    'not measured': 'Nothing was measured.',
  };
  return verdict === 'supported' || verdict === 'partly' ? `${whether[verdict]} ${needs}` : whether[verdict];
}

/** What the runs were set to, in the words of the page. */
export function constructionSettings(results: Results) {
  const study = constructionStudy(results);
  const exact = study
    ? constructionParameters.parse(study.exact[0].parameters)
    : constructionVariants('full')['zero-teacher'].parameters;
  const trained = study
    ? trainedParameters.parse(study.trained[0].parameters)
    : trainedVariants('full')['tanh-3'].parameters;
  return {
    hidden: exact.hidden,
    inputs: exact.inputs,
    directions: countWord(exact.directions),
    trained: {
      hidden: trained.hidden,
      inputs: trained.inputs,
      samples: countWord(trained.samples),
      ratio: trained.ratio,
      directions: countWord(trained.directions),
    },
  };
}
