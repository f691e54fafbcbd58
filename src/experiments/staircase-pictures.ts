import { z } from 'zod';
import { logSpaced } from '../math/growth.ts';
import { runSchedule, sumOfScales, type Stage } from '../math/staircase.ts';
import { stagesOf, type StaircaseParameters } from './staircase-runs.ts';

const recordSchema = z.strictObject({
  /** Steps taken. */
  step: z.array(z.int()),
  loss: z.array(z.number()),
});

export const pictureSchema = z.strictObject({
  /** The loss over the steps: with the schedule, at its first rate alone, and at its last rate alone. */
  schedule: recordSchema,
  undecayed: recordSchema,
  constant: recordSchema,
  /** A single bowl with the schedule. */
  single: recordSchema,
  /** f over distances, and what each bowl adds to it. */
  profile: z.strictObject({
    x: z.array(z.number()),
    loss: z.array(z.number()),
    bowls: z.array(z.array(z.number())),
  }),
});

export type StaircasePictures = z.output<typeof pictureSchema>;

const digits = (value: number) => Number(value.toPrecision(5));

/** About 40 steps a decade, and every step up to the 20th of a stage. */
function recorded(losses: readonly number[], stages: readonly Stage[]) {
  const kept = new Set<number>([0]);
  let first = 0;
  for (const { steps } of stages) {
    for (let i = 0; first + i < losses.length && i <= steps; i = Math.max(i + 1, Math.floor(i * 1.06)))
      kept.add(first + i);
    first += steps;
  }
  kept.add(losses.length - 1);
  const step = [...kept].sort((a, b) => a - b);
  return { step, loss: step.map((i) => digits(losses[i])) };
}

/** Steps shown at the small rate alone, which needs more than all stages together. */
const patience = 150;

/** What the figures of the staircase show. */
export function staircasePictures({
  scales,
  learningRates,
  stageSteps,
  start,
}: StaircaseParameters): StaircasePictures {
  const loss = sumOfScales(scales);
  const stages = stagesOf(learningRates, stageSteps);
  const of = (section: typeof loss, schedule: readonly Stage[]) =>
    recorded(runSchedule(section, start, schedule).losses, schedule);
  const total = learningRates.length * stageSteps;
  const x = logSpaced(1e-9, 1e2, 10);
  return {
    schedule: of(loss, stages),
    undecayed: of(loss, [{ learningRate: learningRates[0], steps: total }]),
    constant: of(loss, [{ learningRate: learningRates.at(-1)!, steps: patience * stageSteps }]),
    single: of(sumOfScales(scales.slice(0, 1)), stages),
    profile: {
      x: x.map(digits),
      loss: x.map((at) => digits(loss.f(at))),
      bowls: scales.map((scale) => x.map((at) => digits(sumOfScales([scale]).f(at)))),
    },
  };
}
