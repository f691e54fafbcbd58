import type { Stage } from '../../math/staircase.ts';
import { valueAtPosition, type RangeControl } from '../controls.ts';

/** The stages that a schedule may have; one of no steps is left out. */
export const stageNumbers = [1, 2, 3, 4] as const;
export type StageNumber = (typeof stageNumbers)[number];

/** The part of the lab's state that a reader draws. */
export type Stages = { readonly [K in `${'rate' | 'steps'}${StageNumber}`]: number };

/** The controls of a stage. */
export const rateRange = { kind: 'range', min: 1e-5, max: 3, step: 0.01, scale: 'log' } as const;
export const stepsRange = { kind: 'range', min: 0, max: 1000, step: 10 } as const;

const snapped = (range: Omit<RangeControl, 'label' | 'initial'>, position: number): number =>
  valueAtPosition({ ...range, label: '', initial: range.min }, position);
const snappedSteps = (steps: number): number =>
  snapped(stepsRange, Math.round(steps / stepsRange.step) * stepsRange.step);

/** A stage with its first and its last step. */
export interface PlacedStage extends Stage {
  readonly number: StageNumber;
  readonly from: number;
  readonly to: number;
}

/** The stages that have steps, one after the other. */
export function placedStages(state: Stages): readonly PlacedStage[] {
  let from = 0;
  return stageNumbers.flatMap((number): PlacedStage[] => {
    const steps = state[`steps${number}`];
    if (steps === 0) return [];
    const placed = { number, learningRate: state[`rate${number}`], steps, from, to: from + steps };
    from = placed.to;
    return [placed];
  });
}

/** The learning rates that the schedule can be drawn over, and the number of steps, which leaves room for more. */
export const rateDomain: readonly [number, number] = [1e-5, 10];
export const stepsShown = (total: number): number => Math.max(400, Math.ceil((1.1 * total) / 400) * 400);

/** The schedule with another learning rate in one of its stages, the nearest that its slider has. */
export const withRate = <S extends Stages>(state: S, number: StageNumber, rate: number): S => ({
  ...state,
  [`rate${number}`]: snapped(rateRange, Math.log10(Math.min(Math.max(rate, rateRange.min), rateRange.max))),
});

/** The least and the most steps at which the end of a stage may stand: no stage vanishes by being moved. */
export function endRange(state: Stages, number: StageNumber): readonly [number, number] {
  const placed = placedStages(state);
  const i = placed.findIndex((stage) => stage.number === number);
  const [{ from }, next] = [placed[i], placed[i + 1]];
  const { step, max } = stepsRange;
  return next
    ? [Math.max(from + step, next.to - max), Math.min(from + max, next.to - step)]
    : [from + step, from + max];
}

/** The schedule with the end of a stage elsewhere: the next one begins there and ends where it did. */
export function withEnd<S extends Stages>(state: S, number: StageNumber, end: number): S {
  const placed = placedStages(state);
  const i = placed.findIndex((stage) => stage.number === number);
  const [least, most] = endRange(state, number);
  const [stage, next] = [placed[i], placed[i + 1]];
  const to = stage.from + snappedSteps(Math.min(Math.max(end, least), most) - stage.from);
  const moved = { ...state, [`steps${number}`]: to - stage.from };
  return next ? { ...moved, [`steps${next.number}`]: next.to - to } : moved;
}

/**
 * The schedule after a pen has been at a step and a rate: the stage there takes the rate. Beyond the end it makes the
 * next stage, or where that is spent or `made` already in this stroke, the last one longer.
 */
export function drawnAt<S extends Stages>(
  state: S,
  [step, rate]: readonly [step: number, rate: number],
  made = false,
): S {
  const placed = placedStages(state);
  const stage = placed.find(({ to }) => step < to);
  if (stage) return withRate(state, stage.number, rate);
  const last = placed.at(-1);
  const end = last?.to ?? 0;
  const next = stageNumbers.find((number) => number > (last?.number ?? 0));
  if (next === undefined || (made && last))
    return withEnd(withRate(state, last!.number, rate), last!.number, step);
  const steps = Math.max(snappedSteps(step - end), stepsRange.step);
  return withRate({ ...state, [`steps${next}`]: steps }, next, rate);
}
