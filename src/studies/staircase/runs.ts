import { z } from 'zod';
import { bowlLoss, descendBowl, slowRemainder, turned, type InclinedBowl } from '../../math/inclined-bowl.ts';
import type { Random } from '../../math/random.ts';
import { bisect } from '../../math/root.ts';
import {
  flowSteps,
  lossPlateau,
  quadraticOf,
  runSchedule,
  stepsTo,
  sumOfScales,
  type LossScale,
  type Stage,
  type WellKind,
} from '../../math/staircase.ts';

export const staircaseParameters = z.strictObject({
  scales: z.array(z.strictObject({ curvature: z.number().positive(), width: z.number().positive() })),
  /** One a scale. */
  learningRates: z.array(z.number().positive()),
  stageSteps: z.int().positive(),
  start: z.number(),
  /** The loss that counts as arrived. */
  target: z.number().positive(),
  /** Random starts on the design's loss, and random losses. */
  starts: z.int().positive(),
  losses: z.int().positive(),
});

export type StaircaseParameters = z.output<typeof staircaseParameters>;

export const plateauSchema = z.strictObject({
  drawn: z.enum(['design', 'random']),
  learningRate: z.number(),
  /** x* and f(x*); null where the learning rate is below the edge. */
  amplitude: z.number().nullable(),
  predicted: z.number().nullable(),
  /** Loss at the end of the stage. */
  measured: z.number(),
});

export const speedSchema = z.strictObject({
  drawn: z.enum(['design', 'random']),
  start: z.number(),
  scales: z.int(),
  /** Steps to the target at the smallest learning rate alone; null where it is not reached. */
  constant: z.number().nullable(),
  /** The same by the gradient flow, ∫ dx/(ηf′). */
  flow: z.number(),
  /** Steps by the schedule with the usual stages, and with the best of a few lengths of stage. */
  schedule: z.number().nullable(),
  best: z.strictObject({ stageSteps: z.int(), steps: z.number() }).nullable(),
});

export const bowlSchema = z.strictObject({
  /** Steps of every stage. */
  stages: z.array(z.int()),
  /** Losses at the ends of the stages, and ½bv² predicted to be left at the end. */
  losses: z.array(z.number()),
  remainder: z.number(),
});

export const wellsSchema = z.strictObject({
  learningRates: z.array(z.number()),
  /** Largest relative distance of the last losses of each stage from its plateau. */
  errors: z.array(z.number()),
});

export type Plateau = z.output<typeof plateauSchema>;
export type Speed = z.output<typeof speedSchema>;
export type BowlRun = z.output<typeof bowlSchema>;
export type WellsRun = z.output<typeof wellsSchema>;

export const stagesOf = (learningRates: readonly number[], steps: number): Stage[] =>
  learningRates.map((learningRate) => ({ learningRate, steps }));

/** Of random sign. */
const drawStart = (source: Random) => (source.uniform() < 0.5 ? -1 : 1) * 10 ** (-2 + 3.3 * source.uniform());

const drawn = (low: number, high: number, source: Random) => low * (high / low) ** source.uniform();

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

/** Plateaus of the design's loss from random starts, and of random losses at random rates. */
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

/** Decades that the loss falls in the stage after each decay, and in as many steps without it. */
export function decadesOfDecay({ scales, learningRates, stageSteps }: StaircaseParameters, source: Random) {
  const loss = sumOfScales(scales);
  const start = drawStart(source);
  const stages = stagesOf(learningRates, stageSteps);
  const fall = (schedule: readonly Stage[]) => {
    const { losses } = runSchedule(loss, start, schedule);
    const at = (end: number) => Math.log10(Math.max(losses[end], Number.MIN_VALUE));
    return at(losses.length - 1 - stageSteps) - at(losses.length - 1);
  };
  return learningRates.slice(1).map((_, i) => ({
    decayed: fall(stages.slice(0, i + 2)),
    undecayed: fall([...stages.slice(0, i + 1), stages[i]]),
  }));
}

const stageLengths = [10, 20, 50, 100, 200];

/** Steps with and without a schedule, with so many of the scales and from x₀. */
function speed(
  { scales, learningRates, stageSteps, target }: StaircaseParameters,
  kind: Speed['drawn'],
  count: number,
  start: number,
): Speed {
  const loss = sumOfScales(scales.slice(0, count));
  const rates = learningRates.slice(0, count);
  const smallest = rates[count - 1];
  const arrival = (steps: number) => {
    const stages = [
      ...stagesOf(rates.slice(0, -1), steps),
      { learningRate: smallest, steps: 20 * stageSteps },
    ];
    const step = runSchedule(loss, start, stages).losses.findIndex((value) => value < target);
    return step < 0 ? null : step;
  };
  const tried = stageLengths.flatMap((length) => {
    const steps = arrival(length);
    return steps === null ? [] : [{ stageSteps: length, steps }];
  });
  const end = bisect((x) => loss.f(x) - target, 1e-12, 1);
  return {
    drawn: kind,
    start,
    scales: count,
    constant: stepsTo(loss, smallest, start, target),
    flow: flowSteps(loss, smallest, start, end),
    schedule: arrival(stageSteps),
    best: tried.toSorted((a, b) => a.steps - b.steps)[0] ?? null,
  };
}

/** With all scales and with the finest left out, from the design's start and from one near it. */
export function speeds(parameters: StaircaseParameters, source: Random): Speed[] {
  const count = parameters.scales.length;
  const near = parameters.start * drawn(0.8, 1.25, source);
  return [count, count - 1].flatMap((scales) => [
    speed(parameters, 'design', scales, parameters.start),
    speed(parameters, 'random', scales, near),
  ]);
}

/** A slow quadratic direction beside the bowls, turned by 0.5 rad. */
const slow = 0.02;
const angle = 0.5;
export const bowlStages = { inTime: [900, 300, 300], early: [20, 100, 300] } as const;

/** The same schedule in two dimensions, decayed in time and too early. */
export function bowls({ scales, learningRates, start }: StaircaseParameters, source: Random): BowlRun[] {
  const bowl: InclinedBowl = { section: sumOfScales(scales), slow, angle: angle + 0.2 * source.uniform() };
  const [, later, last] = bowlStages.inTime;
  return [bowlStages.inTime[0], ...bowlStages.early].map((first) => {
    const lengths = [first, later, last];
    const stages = learningRates.map((learningRate, i) => ({ learningRate, steps: lengths[i] }));
    const ends = descendBowl(bowl, turned(-bowl.angle, [start, start]), stages);
    return {
      stages: lengths,
      losses: ends.map((end) => bowlLoss(bowl, end)),
      remainder: slowRemainder(slow, start, stages),
    };
  });
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
