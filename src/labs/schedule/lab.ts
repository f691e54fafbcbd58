import { quadraticOf, runSchedule, sumOfScales, type LossScale } from '../../math/staircase.ts';
import { choice, range, type RangeControl } from '../controls.ts';
import { defineLab } from '../view.ts';
import { placedStages, rateRange, stageNumbers, stepsRange } from './stages.ts';
import { scheduleView } from './view.ts';

/** Bowls inside each other, the widest first. */
const scales: readonly LossScale[] = [
  { curvature: 1, width: 1 },
  { curvature: 1e2, width: 1e-3 },
  { curvature: 1e4, width: 1e-6 },
];

const losses = {
  three: { text: 'three bowls inside each other', loss: sumOfScales(scales) },
  two: { text: 'two bowls', loss: sumOfScales(scales.slice(0, 2)) },
  one: { text: 'one bowl', loss: sumOfScales(scales.slice(0, 1)) },
  gaussian: { text: 'three Gaussian wells', loss: sumOfScales(scales, 'gaussian') },
  quadratic: { text: 'quadratic of the same curvature (control)', loss: quadraticOf(scales) },
} as const;

const rate = (number: number, initial: number): RangeControl => ({
  ...rateRange,
  label: `Stage ${number}: rate <i>η</i><sub>${number}</sub>`,
  initial,
  tone: 'second',
});

const length = (number: number, initial: number): RangeControl => ({
  ...stepsRange,
  label: `Stage ${number}: steps`,
  initial,
});

export const schedule = defineLab({
  slug: 'schedule',
  controls: {
    loss: choice(
      'Loss',
      Object.entries(losses).map(([value, { text }]) => ({ value, text })),
      'three',
    ),
    rate1: rate(1, 1.6),
    steps1: length(1, 400),
    rate2: rate(2, 0.016),
    steps2: length(2, 400),
    rate3: rate(3, 0.00016),
    steps3: length(3, 400),
    rate4: rate(4, 0.00001),
    steps4: length(4, 0),
    start: range('Start <i>x</i><sub>0</sub>', [0.1, 10], { step: 0.1, initial: 8 }),
  },
  idle: (state) =>
    stageNumbers.filter((number) => state[`steps${number}`] === 0).map((number) => `rate${number}` as const),
  view: (state) => {
    const { loss } = losses[state.loss as keyof typeof losses];
    const stages = placedStages(state);
    return scheduleView({
      loss,
      start: state.start,
      stages,
      descent: runSchedule(loss, state.start, stages),
    });
  },
});
