import type { Markup } from '../../figures/markup.ts';
import { capitalised, countWord, formatNumber, listed } from '../../figures/numbers.ts';
import { extent, max } from '../../math/statistics.ts';
import type { ConstructionStudy } from './selections.ts';

type Exact = Pick<ConstructionStudy, 'exact'>;

const hasNoReluScales = ({ exact }: Exact) => exact.every(({ failures: { relu } }) => relu.count === 1);

const hasTooManyOfSine = ({ exact }: Exact) => {
  const { magnitudes, sine } = exact[0].failures;
  return sine.singleCount > magnitudes.length;
};

/** A last loss above this part of the first counts as stuck. */
const stuckShare = 1e-2;

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
