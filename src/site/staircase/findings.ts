import { plateauError, remainderError, staircaseRules } from '../../experiments/staircase-judge.ts';
import type { Markup } from '../../figures/markup.ts';
import { formatNumber, listed, spanned } from '../../figures/numbers.ts';
import { max, ofAll } from '../../math/statistics.ts';
import { designPlateaus, speedOf, type StaircaseStudy } from './study.ts';

const grouped = (count: number | null) =>
  count === null ? 'never' : Math.round(count).toLocaleString('en-GB');

/** How well the plateaus are predicted, in a sentence. */
export function plateauFinding({ seeds }: StaircaseStudy): Markup {
  const held = seeds.flatMap(({ plateaus }) => plateaus.filter(({ predicted }) => predicted !== null));
  const error = ofAll(
    max,
    seeds.map(plateauError).filter((one) => one !== null),
  );
  return error === null
    ? 'No learning rate held the loss at a plateau.'
    : `Each learning rate holds the loss at the plateau predicted of it: over ${grouped(held.length)} plateaus the largest relative error is ${formatNumber(error)}.`;
}

/** The design's plateaus, in a sentence. */
export function levelsFinding(study: StaircaseStudy): Markup {
  const levels = designPlateaus(study);
  const held = levels.filter(({ predicted }) => predicted !== null);
  const fallen = levels.at(-1)!;
  return `The loss stays at ${listed(held.map(({ measured, learningRate }) => `${formatNumber(measured)} at <i>η</i> = ${learningRate}`))}; at ${fallen.learningRate}, which is below the edge, it has fallen to ${formatNumber(fallen.measured)} at the end.`;
}

/** What the schedule gains, in a sentence. */
export function gainFinding(study: StaircaseStudy): Markup {
  const { constant, flow, schedule } = speedOf(study, 3);
  return `To a loss of ${formatNumber(study.settings.target)} the schedule takes ${grouped(schedule)} steps, the smallest learning rate alone ${grouped(constant)} (${grouped(flow)} by the flow).`;
}

/** What it gains with two scales, in a sentence. */
export function twoScalesFinding(study: StaircaseStudy): Markup {
  const { constant, schedule, best } = speedOf(study, 2);
  const little =
    constant !== null && schedule !== null && constant / schedule < staircaseRules.controlGain
      ? ': little is gained'
      : '';
  const shorter =
    best === null ? '' : ` With stages of ${best.stageSteps} steps it takes ${grouped(best.steps)}.`;
  return `With two scales and stages of ${study.settings.stageSteps} steps the schedule takes ${grouped(schedule)} steps and the small learning rate alone ${grouped(constant)}${little}.${shorter}`;
}

/** Decaying too early in two dimensions, in a sentence. */
export function earlyFinding({ seeds }: StaircaseStudy): Markup {
  const [{ bowls }] = seeds;
  const [inTime, ...early] = bowls;
  const first = early.map(({ stages }) => String(stages[0]));
  const ends = early.map(({ losses }) => formatNumber(losses.at(-1)!));
  const error = ofAll(
    max,
    seeds.map(remainderError).filter((one) => one !== null),
  );
  const agreement = error === null ? '' : `, the predicted remainder to within ${formatNumber(error)} of it`;
  return `Decayed first after ${listed(first)} steps, the schedule ends at a loss of ${listed(ends)}${agreement}; after ${inTime.stages[0]} steps, at ${formatNumber(inTime.losses.at(-1)!)}.`;
}

/** Gaussian wells, in a sentence. */
export function wellsFinding({ seeds }: StaircaseStudy): Markup {
  const of = (i: number) => ({
    rates: seeds[0].gaussianWells[i].learningRates.join(' and '),
    errors: seeds.flatMap(({ gaussianWells }) => gaussianWells[i].errors),
  });
  const [stable, chaotic] = [of(0), of(1)];
  return `Bowls of Gaussian form hold their plateaus at <i>η</i> = ${stable.rates} (largest relative error ${formatNumber(max(stable.errors))}). At ${chaotic.rates} the cycle is unstable and the loss wanders: at the end of a stage it is off its plateau by up to ${formatNumber(max(chaotic.errors))} times the height of the plateau.`;
}

/** The quadratic control, in a sentence. */
export function quadraticFinding({ seeds }: StaircaseStudy): Markup {
  const shares = seeds.map(({ quadraticBounded }) => quadraticBounded);
  return shares.every((share) => share === 0)
    ? 'On a parabola of the same curvature the first learning rate diverges from every start: there is no plateau to hold.'
    : `On a parabola of the same curvature the schedule stays bounded from a share of ${spanned(shares)} of the starts.`;
}
