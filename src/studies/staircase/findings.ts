import type { Results } from '../../claims/results.ts';
import { staircaseVariants } from './settings.ts';
import type { JudgedClaim } from '../../claims/claim.ts';
import { plateauError, remainderError, staircaseRules } from './judge.ts';
import type { Markup } from '../../figures/markup.ts';
import { formatNumber, listed, spanned } from '../../figures/numbers.ts';
import { max, ofAll } from '../../math/statistics.ts';
import { designPlateaus, speedOf, staircaseStudy, type StaircaseStudy } from './selections.ts';

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
    : `Each learning rate ${error < staircaseRules.error ? 'holds the loss at' : 'leaves the loss near'} the plateau predicted of it: over ${grouped(held.length)} plateaus the largest relative error is ${formatNumber(error)}.`;
}

/** The plateaus of the text, in a sentence. */
export function levelsFinding(study: StaircaseStudy): Markup {
  const levels = designPlateaus(study);
  const held = levels.filter(({ predicted }) => predicted !== null);
  const below = levels.filter(({ predicted }) => predicted === null);
  const stays = `The loss stays at ${listed(held.map(({ measured, learningRate }) => `${formatNumber(measured)} at <i>η</i> = ${learningRate}`))}`;
  const fallen = below.map(
    ({ measured, learningRate }) =>
      `; at ${learningRate}, which is below the edge, it has fallen to ${formatNumber(measured)} at the end`,
  );
  return `${stays}${fallen.join('')}.`;
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
  const [near, far] = [max(stable.errors), max(chaotic.errors)];
  const held = `Bowls of Gaussian form ${near < staircaseRules.error ? 'hold' : 'do not hold'} their plateaus at <i>η</i> = ${stable.rates} (largest relative error ${formatNumber(near)}).`;
  const off = `at the end of a stage it is off its plateau by up to ${formatNumber(far)} times the height of the plateau`;
  return far > staircaseRules.chaotic
    ? `${held} At ${chaotic.rates} the cycle is unstable and the loss wanders: ${off}. There the formula gives the height of the staircase no longer.`
    : `${held} At ${chaotic.rates} the loss stays near them: ${off}.`;
}

/** How near a single bowl stays to one loss between the ends of two stages before it counts as a plateau. */
const flat = 0.5;

/** What the schedule does on the widest bowl alone, in a sentence. */
export function singleFinding({ seeds, settings }: StaircaseStudy): Markup {
  const { step, loss } = seeds[0].pictures.single;
  const [half, end] = [settings.stageSteps / 2, settings.stageSteps].map(
    (at) => loss[step.findLastIndex((one) => one <= at)],
  );
  return end > flat * half && end > settings.target
    ? 'On one bowl our schedule has a plateau as well: the grey curve.'
    : 'On one bowl our schedule has none: the grey curve.';
}

/** Whether separate scales make a staircase, by the tests on sums of scales, in a sentence. */
export const sufficiencyFinding = (tests: JudgedClaim['tests']): Markup =>
  isSufficient(tests)
    ? 'All this shows that separate scales are <i>sufficient</i> for a staircase.'
    : 'Not every one of these predictions passes its test, so that separate scales do not make a staircase as the theory says.';

/** What that says of networks, in a sentence. */
export const realFinding = (tests: JudgedClaim['tests']): Markup =>
  isSufficient(tests)
    ? 'The staircase of the theory is real where there are separate scales; what decides is whether the loss has them.'
    : 'Even where there are separate scales the staircase is not in every test what the theory says.';

function isSufficient(tests: JudgedClaim['tests']): boolean {
  const own = tests.filter(({ name }) => name.startsWith('theory: '));
  return own.length > 0 && own.every(({ passes, control }) => passes && control.passes);
}

/** The quadratic control, in a sentence. */
export function quadraticFinding({ seeds }: StaircaseStudy): Markup {
  const shares = seeds.map(({ quadraticBounded }) => quadraticBounded);
  return shares.every((share) => share === 0)
    ? 'On a parabola of the same curvature the first learning rate diverges from every start: there is no plateau to hold.'
    : `On a parabola of the same curvature the schedule stays bounded from a share of ${spanned(shares)} of the starts.`;
}

/** Powers of ten as such. */
function powers(values: readonly number[]): Markup {
  const power = (value: number) => Math.round(Math.log10(value));
  return listed(
    values.map((value) => {
      if (value === 1) return '1';
      return Math.abs(value / 10 ** power(value) - 1) < 1e-9
        ? `10<sup>${String(power(value)).replace('-', '−')}</sup>`
        : formatNumber(value);
    }),
  );
}

/** What the staircase was set to, in the words of the page. */
export function staircaseSettings(results: Results) {
  const { scales } = staircaseStudy(results)?.settings ?? staircaseVariants('full').staircase.parameters;
  return {
    curvatures: powers(scales.map(({ curvature }) => curvature)),
    widths: powers(scales.map(({ width }) => width)),
  };
}
