import { requireFinite } from '../../math/finite.ts';
import { deviation, max, mean } from '../../math/statistics.ts';
import { crossingStep, type EdgeDescent } from '../../measure/descent.ts';
import type { EdgeStatistics, Orbit } from './schema.ts';

/** Steps over which a loss that oscillates is averaged. */
export const lossWindow = 20;

/** Share of steps in [from, to) that raise the loss; 0 where there are none. */
export function riseShare(losses: Float64Array, from: number, to: number): number {
  let rises = 0;
  for (let i = from; i + 1 < to; i++) if (losses[i + 1] > losses[i]) rises++;
  return to - from < 2 ? 0 : rises / (to - from - 1);
}

/** `every`: steps between measurements that count alike; those in between, where they are denser, are left out of means. */
export function edgeStatistics(
  { losses, sharpness }: EdgeDescent,
  { learningRate, every }: { readonly learningRate: number; readonly every: number },
): EdgeStatistics {
  requireFinite('losses of a descent', losses);
  const ratios = sharpness.map(({ step, values }) => ({ step, ratio: (values[0] * learningRate) / 2 }));
  const crossing = crossingStep(sharpness, learningRate);
  const after = crossing === null ? [] : ratios.filter(({ step }) => step >= crossing && step % every === 0);
  const finalLoss = mean(losses.slice(-lossWindow));
  const lossesThere = crossing === null ? [] : losses.slice(crossing, crossing + lossWindow);
  return {
    crossing,
    meanRatio: after.length < 1 ? null : mean(after, ({ ratio }) => ratio),
    deviationRatio: after.length < 2 ? null : deviation(after, ({ ratio }) => ratio),
    highestRatio: max(ratios, ({ ratio }) => ratio),
    lastRatio: ratios.at(-1)!.ratio,
    // The first steps of a descent may overshoot before any edge is near.
    risesBefore: riseShare(losses, 0, crossing ?? losses.length),
    risesAfter: crossing === null ? null : riseShare(losses, crossing, losses.length),
    lossRatio: lossesThere.length === 0 ? null : finalLoss / mean(lossesThere),
    finalLoss,
  };
}

/** |measured/predicted − 1| of the orbits that both measure; an orbit that has only one of the two counts as 1. */
export function orbitError({ predicted, amplitude, status }: Orbit): number {
  return predicted === null || amplitude === null || status !== 'period 2'
    ? 1
    : Math.abs(amplitude / predicted - 1);
}
