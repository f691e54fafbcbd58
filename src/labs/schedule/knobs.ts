import {
  rateRange,
  endRange,
  placedStages,
  stepsRange,
  withEnd,
  withRate,
  type PlacedStage,
  type Stages,
} from './stages.ts';
import { keySteps, valueText } from '../controls.ts';

/** What a handle on the schedule moves: the learning rate of a stage, or the step at which it ends. */
export interface Knob {
  readonly kind: 'rate' | 'end';
  readonly label: (stage: PlacedStage) => string;
  readonly orientation: 'vertical' | 'horizontal';
  readonly value: (stage: PlacedStage) => number;
  readonly range: (state: Stages, stage: PlacedStage) => readonly [number, number];
  readonly text: (value: number) => string;
  readonly moved: <S extends Stages>(state: S, stage: PlacedStage, value: number) => S;
  /** The value some small steps further. */
  readonly stepped: (value: number, steps: number) => number;
}

const rateText = (rate: number) => valueText({ ...rateRange, label: '', initial: rate }, rate);

export const knobs: Readonly<Record<Knob['kind'], Knob>> = {
  rate: {
    kind: 'rate',
    label: ({ number }) => `Learning rate of stage ${number}`,
    orientation: 'vertical',
    value: ({ learningRate }) => learningRate,
    range: () => [rateRange.min, rateRange.max],
    text: rateText,
    moved: (state, { number }, rate) => withRate(state, number, rate),
    // a twentieth of a decade
    stepped: (rate, steps) => rate * 10 ** (steps / 20),
  },
  end: {
    kind: 'end',
    label: ({ number }) => `End of stage ${number}`,
    orientation: 'horizontal',
    value: ({ to }) => to,
    range: (state, { number }) => endRange(state, number),
    text: (step) => `step ${step}`,
    moved: (state, { number }, step) => withEnd(state, number, step),
    stepped: (step, steps) => step + steps * stepsRange.step,
  },
};

/** The state after a key on a handle of a stage; null where the key means nothing there. */
export function afterKey<S extends Stages>(knob: Knob, state: S, number: number, key: string): S | null {
  const stage = placedStages(state).find((one) => one.number === number);
  if (!stage) return null;
  const [least, most] = knob.range(state, stage);
  if (key === 'Home') return knob.moved(state, stage, least);
  if (key === 'End') return knob.moved(state, stage, most);
  const steps = keySteps[key];
  return steps === undefined ? null : knob.moved(state, stage, knob.stepped(knob.value(stage), steps));
}
