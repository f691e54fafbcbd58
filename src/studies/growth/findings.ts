import { imagesOf } from '../../measure/image-words.ts';
import { growthParameters } from './schema.ts';
import { tanh4 } from './settings.ts';
import type { GrowthRecord } from '../../measure/slice-growth.ts';
import { growthRules } from '../../measure/growth-statistics.ts';
import type { Results } from '../../claims/results.ts';
import { meanExponent } from '../../math/growth.ts';
import type { Markup } from '../../figures/markup.ts';
import { counted, countWord, formatNumber, formatPercent, known, listed } from '../../figures/numbers.ts';
import { extent, max, median, min, ofAll } from '../../math/statistics.ts';
import { growthClass, growthClasses, type GrowthClass } from '../../measure/growth-class.ts';
import { growthStudy, slicesOf, type GrowthStudy } from './selections.ts';

const span = (values: readonly number[]): Markup => {
  const [low, high] = extent(values).map(formatNumber);
  return low === high ? low : `${low} to ${high}`;
};

/** What the slices along the top eigenvectors do, in a sentence. */
export function riseFinding({ tanh }: GrowthStudy): Markup {
  const slices = slicesOf(tanh, 'top eigenvector');
  const exponents = slices.map((slice) => slice.exponent).filter((value) => value !== null);
  const slower = exponents.filter((value) => value < 2).length;
  const radii = slices.map((slice) => slice.quadraticRadius).filter((value) => value !== null);
  if (exponents.length === 0)
    return `In ${counted(slices.length, 'slice')} no decade past the quadratic radius could be measured.`;
  if (slower === slices.length)
    return `Beyond a distance of about ${formatNumber(median(radii))} the loss rises more slowly than its parabola, with exponents of ${span(exponents)} over the next decade in all ${slices.length} slices.`;
  if (slower === 0)
    return `In none of ${counted(slices.length, 'slice')} does the loss rise more slowly than its parabola: over the decade past the quadratic radius the exponents are ${span(exponents)}.`;
  return `In ${slower} of ${counted(slices.length, 'slice')} the loss rises more slowly than its parabola past the quadratic radius; exponents over that decade are ${span(exponents)}.`;
}

/** Where the decade of the exponent begins instead, in units of the quadratic radius. */
const laterStart = 1.5;

/** How the exponent depends on where its decade begins, in a sentence. */
export function startFinding({ tanh }: GrowthStudy): Markup {
  const slices = slicesOf(tanh, 'top eigenvector').filter(({ quadraticRadius }) => quadraticRadius !== null);
  const over = (factor: number) =>
    slices.flatMap(({ t, f, quadraticRadius }) => {
      const exponent = meanExponent(t, f, factor * quadraticRadius!, 10 * factor * quadraticRadius!);
      return exponent === null ? [] : [exponent];
    });
  const [here, later] = [ofAll(median, over(1)), ofAll(median, over(laterStart))];
  if (here === null || later === null) return 'No slice reaches far enough to begin its decade elsewhere.';
  return `Beginning at ${laterStart} <i>r</i><sub>q</sub> instead takes the median exponent from ${formatNumber(here)} to ${formatNumber(later)}.`;
}

/**
 * Whether the slices can be convex, in a sentence: if f is convex with f(0) = 0, then f(t) ≤ t·f′(t), which is
 * p(t) ≥ 1.
 */
export function convexityFinding({ tanh }: GrowthStudy): Markup {
  const slices = slicesOf(tanh, 'top eigenvector');
  const below = slices.filter(({ p }) => p.some((value) => value !== null && value < 1)).length;
  const lowest = ofAll(min, known(slices.flatMap(({ p }) => p)));
  if (lowest === null) return `In ${counted(slices.length, 'slice')} no exponent could be resolved.`;
  return below === 0
    ? `In none of ${counted(slices.length, 'slice')} does the exponent fall below 1; the lowest is ${formatNumber(lowest)}.`
    : `It does so in ${below} of ${counted(slices.length, 'slice')}, to ${formatNumber(lowest)} at the lowest: there the loss is not convex.`;
}

/** How far the control is from a quadratic, in a sentence. */
export function controlFinding({ linear }: GrowthStudy): Markup {
  const slices = linear.flatMap(({ growth }) => growth);
  const deviation = ofAll(max, known(slices.map((slice) => slice.largestDeviationFromTwo)));
  if (deviation === null) return 'No exponent of the linear network could be resolved.';
  const size = formatNumber(deviation);
  return deviation < growthRules.controlTolerance
    ? `In the linear network the exponent is 2 at every distance, to within ${size}.`
    : `In the linear network the exponent departs from 2 by up to ${size}.`;
}

const words: Readonly<Record<GrowthClass, string>> = {
  slower: 'more slowly than a quadratic',
  faster: 'faster than a quadratic',
  quadratic: 'as a quadratic',
  'first slower, then faster': 'first more slowly, then faster than a quadratic',
  'first faster, then slower': 'first faster, then more slowly than a quadratic',
};

function classSentence(slices: readonly GrowthRecord[]): string {
  const classes = slices.map(growthClass);
  const found = growthClasses.filter((name) => classes.includes(name));
  if (found.length === 1)
    return `${words[found[0]]} in ${slices.length === 1 ? 'the one slice' : `all ${slices.length} slices`}`;
  return listed(
    found.map(
      (name) => `${words[name]} in ${classes.filter((other) => other === name).length} of ${slices.length}`,
    ),
  );
}

/** What the loss does along the gradient and along random directions, in a sentence. */
export const directionsFinding = ({ tanh }: GrowthStudy): Markup =>
  `Along the gradient the loss rises ${classSentence(slicesOf(tanh, 'gradient'))}; along random directions it rises ${classSentence(slicesOf(tanh, 'random'))}.`;

/** Below this share of the largest curvature a direction has little of it. */
const littleCurvature = 0.1;

/** How much curvature the gradient that is left has, and why, in a sentence. */
export function gradientFinding({ tanh }: GrowthStudy): Markup {
  const shares = tanh.flatMap((run) => {
    const [along] = slicesOf([run], 'gradient');
    const sharpest = max(slicesOf([run], 'top eigenvector'), ({ curvature }) => curvature);
    return along && sharpest ? [along.curvature / sharpest] : [];
  });
  if (shares.length === 0) return '';
  const share = median(shares)!;
  const much = `The gradient that is left at the end of training has ${formatPercent(share)} of the largest curvature (median over the seeds)`;
  return share < littleCurvature
    ? `${much}: it is no typical direction, since gradient descent has already used up what could be gained along sharper ones.`
    : `${much}.`;
}

/** What the runs of the tanh network were set to, in the words of the page. */
export function growthSettings(results: Results) {
  const run = growthStudy(results)?.tanh[0];
  const { hidden, activation, images, training, eigenpairs } = run
    ? growthParameters.parse(run.parameters)
    : tanh4;
  const { name, noun } = imagesOf(run ? [run] : [], results.dataset);
  const { samples } = images;
  const side = run && Math.sqrt(run.model.layers[0]);
  return {
    hidden: hidden.join('–'),
    activation,
    data: side ? `${samples} ${name} of ${side} × ${side} pixels` : `${samples} ${name}`,
    noun,
    learningRate: training.learningRate,
    targetLoss: training.targetLoss,
    settleSteps: training.settleSteps,
    eigenpairs: countWord(eigenpairs),
  };
}
