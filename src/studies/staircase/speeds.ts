import type { Random } from '../../math/random.ts';
import { bisect } from '../../math/root.ts';
import { flowSteps, runSchedule, stepsTo, sumOfScales, type Stage } from '../../math/staircase.ts';
import { drawn, drawStart } from './draws.ts';
import { stagesOf } from './plateaus.ts';
import type { Speed, StaircaseParameters } from './schema.ts';

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

/** With all scales and with the finest left out, from the start of the text and from one near it. */
export function speeds(parameters: StaircaseParameters, source: Random): Speed[] {
  const count = parameters.scales.length;
  const near = parameters.start * drawn(0.8, 1.25, source);
  return [count, count - 1].flatMap((scales) => [
    speed(parameters, 'design', scales, parameters.start),
    speed(parameters, 'random', scales, near),
  ]);
}
