import type { Random } from '../../math/random.ts';
import {
  lossPlateau,
  quadraticOf,
  runSchedule,
  sumOfScales,
  type LossScale,
  type Stage,
  type WellKind,
} from '../../math/staircase.ts';
import { drawn, drawStart } from './draws.ts';
import type { Plateau, StaircaseParameters, WellsRun } from './schema.ts';

/** A schedule of stages of the same length. */
export const stagesOf = (learningRates: readonly number[], steps: number): Stage[] =>
  learningRates.map((learningRate) => ({ learningRate, steps }));

function plateausOf(
  kind: Plateau['drawn'],
  scales: readonly LossScale[],
  stages: readonly Stage[],
  start: number,
): Plateau[] {
  const loss = sumOfScales(scales);
  const { ends } = runSchedule(loss, start, stages);
  return ends.map((x, i) => {
    const plateau = lossPlateau(loss, stages[i].learningRate);
    return {
      drawn: kind,
      learningRate: stages[i].learningRate,
      amplitude: plateau?.amplitude ?? null,
      predicted: plateau?.loss ?? null,
      measured: loss.f(x),
    };
  });
}

/** Plateaus of the loss of the text from random starts, and of random losses at random rates. */
export function plateaus(parameters: StaircaseParameters, source: Random): Plateau[] {
  const { scales, learningRates, stageSteps, starts, losses } = parameters;
  const stages = stagesOf(learningRates, stageSteps);
  const fromStarts = Array.from({ length: starts }, () =>
    plateausOf('design', scales, stages, drawStart(source)),
  );
  const others = Array.from({ length: losses }, () => {
    const steeper = drawn(50, 300, source);
    // The slope of a finer bowl's wall is to be small beside that of the coarser one.
    const narrower = drawn(0.03, 0.3, source) / steeper;
    const random = scales.map((_, i) => ({ curvature: steeper ** i, width: narrower ** i }));
    // Each rate is above the edge of its own bowl and below that of the next coarser one.
    const rates = random.map(({ curvature }) => drawn(1.3, 1.85, source) / curvature);
    return plateausOf('random', random, stagesOf(rates, 10 * stageSteps), drawStart(source));
  });
  return [...fromStarts, ...others].flat();
}

/** Share of random starts from which the schedule stays bounded on a quadratic with the same curvature. */
export function quadraticShare(
  { scales, learningRates, stageSteps, starts }: StaircaseParameters,
  source: Random,
) {
  const loss = quadraticOf(scales);
  const runs = Array.from({ length: starts }, () =>
    runSchedule(loss, drawStart(source), stagesOf(learningRates, stageSteps)),
  );
  return runs.filter(({ status }) => status === 'bounded').length / runs.length;
}

/** Losses at the end of a stage that are held against its plateau. */
const last = 20;

/** Gaussian wells at rates just below the edge of each coarser bowl, and further below. */
export function gaussianWells({ scales, stageSteps }: StaircaseParameters, source: Random): WellsRun[] {
  const kind: WellKind = 'gaussian';
  const loss = sumOfScales(scales, kind);
  const start = drawn(0.3, 2.5, source);
  return [
    [1.9, 0.0195],
    [1.5, 0.015],
  ].map((learningRates) => ({
    learningRates,
    errors: learningRates.map((rate, i) => {
      const { losses } = runSchedule(loss, start, stagesOf(learningRates.slice(0, i + 1), stageSteps));
      const plateau = lossPlateau(loss, rate)!.loss;
      return Math.max(...losses.slice(-last).map((value) => Math.abs(value / plateau - 1)));
    }),
  }));
}
