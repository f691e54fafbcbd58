import { logSpaced } from '../../math/growth.ts';
import { runSchedule, sumOfScales, type Stage } from '../../math/staircase.ts';
import { stagesOf } from './plateaus.ts';
import type { StaircaseParameters, StaircasePictures } from './schema.ts';

const digits = (value: number) => Number(value.toPrecision(5));

/** A loss below this is as good as 0 to a reader. */
const negligible = 1e-30;

/** The first steps, and after them those at which the step or the loss has changed by a share of its size. */
function recorded(losses: readonly number[]) {
  const step = [0];
  losses.forEach((loss, i) => {
    const before = step[step.length - 1];
    if (losses[before] < negligible) return;
    const fallen = Math.abs(Math.log(loss / losses[before])) > 0.5;
    const isLast = i === losses.length - 1;
    if (i > before && (i > 1.05 * before || fallen || isLast)) step.push(i);
  });
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
    recorded(runSchedule(section, start, schedule).losses);
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
      slopes: x.map((at) => digits(loss.slope(at) / at)),
      bowls: scales.map((scale) => x.map((at) => digits(sumOfScales([scale]).f(at)))),
    },
  };
}
