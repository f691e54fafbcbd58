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
import { capitalised, counted, countWord, formatNumber, listed } from '../../figures/numbers.ts';
import { extent, max, median, ofAll } from '../../math/statistics.ts';
import { constructionStudy, minimaOf, type ConstructionStudy, type TrainedRun } from './selections.ts';

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

const rightOf = (minima: readonly TrainedRun[]) =>
  minima.filter(({ scales, magnitudes }) => scales === magnitudes.length).length;

/** Scales around trained minima, in a sentence. */
export function trainedFinding(study: ConstructionStudy): Markup {
  const minima = (['tanh', 'erf'] as const).flatMap((name) =>
    [2, 3].flatMap((k) => minimaOf(study, name, k)),
  );
  const ones = (['tanh', 'erf'] as const).flatMap((name) => minimaOf(study, name, 1));
  return `Around ${rightOf(minima)} of ${counted(minima.length, 'trained minimum').replace('minimums', 'minima')} of tanh and erf networks there is a scale for each magnitude of the data; of ${ones.length} with one magnitude ${rightOf(ones)} have one scale.`;
}

/** The linear networks trained on the same data, in a sentence. */
export function trainedControlFinding(study: ConstructionStudy): Markup {
  const linear = [1, 2, 3].flatMap((k) => minimaOf(study, 'identity', k));
  const single = linear.filter(({ scales }) => scales === 1).length;
  return `Linear networks trained on the same data have one scale in ${single} of ${counted(linear.length, 'run')}.`;
}

/** Minima by steps that are short in the weights, in a sentence. */
export function metricFinding(study: ConstructionStudy): Markup {
  const parts = [2, 3].map((k) => {
    const minima = minimaOf(study, 'tanh', k, 'weights');
    const found = minima.filter(({ minimum }) => minimum.status === 'converged');
    const right = rightOf(found);
    return `with ${countWord(k)} magnitudes it reached a minimum in ${found.length} of ${minima.length} runs${found.length > 0 ? `, ${right} of them with ${countWord(k)} scales` : ''}`;
  });
  const rightShare = (metric: 'pre-activations' | 'weights') => {
    const minima = [2, 3].flatMap((k) => minimaOf(study, 'tanh', k, metric));
    return rightOf(minima) / minima.length;
  };
  const how = rightShare('weights') < rightShare('pre-activations') ? 'does less well' : 'does as well';
  return `The same method with steps that are short in the weights ${how}: ${listed(parts)}.`;
}

type Exact = Pick<ConstructionStudy, 'exact'>;

const hasNoReluScales = ({ exact }: Exact) => exact.every(({ failures: { relu } }) => relu.count === 1);

const hasTooManyOfSine = ({ exact }: Exact) => {
  const { magnitudes, sine } = exact[0].failures;
  return sine.singleCount > magnitudes.length;
};

/** Share of its first loss that gradient descent on the network comes down to, a value a seed. */
const lastShares = ({ exact }: Exact) =>
  exact.map(({ failures: { staircase } }) => staircase.network.at(-1)! / staircase.network[0]);

const isMostlyStuck = (study: Exact) => {
  const shares = lastShares(study);
  return 2 * shares.filter((share) => share > stuckShare).length > shares.length;
};

/** Where the construction does not do what it is meant to, in a sentence. */
export function failuresFinding(study: Exact): Markup {
  const parts = [
    `a ReLU network has ${hasNoReluScales(study) ? 'no scales' : 'several scales'}`,
    `a sine unit is counted as having ${hasTooManyOfSine(study) ? 'too many' : 'no more than there are'}`,
    `gradient descent ${isMostlyStuck(study) ? 'does not walk down' : 'walks down'} those of a tanh network`,
  ];
  return `${capitalised(listed(parts).replace(' and gradient', ', and gradient'))}.`;
}

/** Short words for the panels: what each shows. */
export const failureHeadings = (study: Exact) => ({
  relu: hasNoReluScales(study) ? 'ReLU: always quadratic' : 'ReLU: not quadratic',
  descent: isMostlyStuck(study) ? 'tanh: no staircase' : 'tanh: descent',
});

/** ReLU, in a sentence. */
export function reluFinding({ exact }: ConstructionStudy): Markup {
  const deviation = max(exact, ({ failures }) => failures.relu.deviation);
  const counts = new Set(exact.map(({ failures }) => failures.relu.count));
  const { magnitudes } = exact[0].failures;
  return hasNoReluScales({ exact })
    ? `A ReLU network on ${countWord(magnitudes.length)} magnitudes has one scale: its exponent is 2 to within ${formatNumber(deviation)}.`
    : `A ReLU network on ${countWord(magnitudes.length)} magnitudes has ${[...counts].join(' or ')} scales; its exponent is off 2 by up to ${formatNumber(deviation)}.`;
}

/** Sine, in a sentence. */
export function sineFinding({ exact }: ConstructionStudy): Markup {
  const { magnitudes, sine } = exact[0].failures;
  const bends = hasTooManyOfSine({ exact }) ? 'Units that oscillate make bends that are no scales. ' : '';
  return `${bends}Along one direction a sine unit on ${countWord(magnitudes.length)} magnitudes oscillates, and ${sine.singleCount} scales are counted; averaged over directions there are ${countWord(sine.averageCount)}.`;
}

/** A last loss above this part of the first counts as stuck. */
const stuckShare = 1e-2;

/** Gradient descent on the network, in a sentence. */
export function stuckFinding({ exact }: ConstructionStudy): Markup {
  const shares = lastShares({ exact });
  const stuck = shares.filter((share) => share > stuckShare);
  const [low, high] = extent(stuck.length > 0 ? stuck : shares);
  const others = shares.length - stuck.length;
  const chance =
    others === 0
      ? ''
      : ` In ${others === 1 ? 'the other run' : `the other ${countWord(others)}`} the saturated outputs happened to cancel.`;
  const { unsaturated } = exact[0].failures.staircase;
  if (stuck.length === 0)
    return `Gradient descent on the tanh network comes down to ${formatNumber(low)} to ${formatNumber(high)} of its first loss; the same schedule takes a loss that does not saturate down to ${formatNumber(unsaturated.at(-1)! / unsaturated[0])} of it.`;
  return `Gradient descent on the tanh network stops at ${formatNumber(low)} to ${formatNumber(high)} of its first loss in ${stuck.length} of ${shares.length} runs, whatever the learning rate, where the same schedule takes a loss that does not saturate down to ${formatNumber(unsaturated.at(-1)! / unsaturated[0])} of it.${chance}`;
}

/** What that says of the staircase of R4, before and after its numbers. */
export const staircaseFindings = (study: Exact): { readonly opening: Markup; readonly lesson: Markup } =>
  isMostlyStuck(study)
    ? {
        opening:
          '<i>No staircase.</i> The scales are there, but gradient descent does not walk down them as R4 says it does.',
        lesson:
          'Where the large samples are saturated their gradient is zero to rounding, so that no learning rate reaches their scales. That the loss has several scales is not enough for learning-rate decay to work through them.',
      }
    : {
        opening: '<i>A staircase?</i> R4 says that gradient descent walks down the scales.',
        lesson: 'Here most runs do.',
      };

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
