import { quadraticOf, runSchedule, sumOfScales, type LossScale } from '../../math/staircase.ts';
import type { RangeControl } from '../controls.ts';
import { defineLab } from '../view.ts';
import { scheduleView } from './view.ts';

/** Bowls inside each other (design, T3), the widest first. */
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
  kind: 'range',
  label: `Stage ${number}: rate <i>η</i><sub>${number}</sub>`,
  min: 1e-5,
  max: 3,
  step: 0.01,
  initial,
  scale: 'log',
  tone: 'second',
});

const length = (number: number, initial: number): RangeControl => ({
  kind: 'range',
  label: `Stage ${number}: steps`,
  min: 0,
  max: 1000,
  step: 10,
  initial,
});

export const schedule = defineLab({
  slug: 'schedule',
  controls: {
    loss: {
      kind: 'choice',
      label: 'Loss',
      options: Object.entries(losses).map(([value, { text }]) => ({ value, text })),
      initial: 'three',
    },
    rate1: rate(1, 1.6),
    steps1: length(1, 400),
    rate2: rate(2, 0.016),
    steps2: length(2, 400),
    rate3: rate(3, 0.00016),
    steps3: length(3, 400),
    rate4: rate(4, 0.00001),
    steps4: length(4, 0),
    start: {
      kind: 'range',
      label: 'Start <i>x</i><sub>0</sub>',
      min: 0.1,
      max: 10,
      step: 0.1,
      initial: 8,
    },
  },
  idle: ({ steps1, steps2, steps3, steps4 }) =>
    ([steps1, steps2, steps3, steps4] as const).flatMap((steps, i) =>
      steps === 0 ? [(['rate1', 'rate2', 'rate3', 'rate4'] as const)[i]] : [],
    ),
  view: (state) => {
    const { loss } = losses[state.loss as keyof typeof losses];
    const stages = [
      { learningRate: state.rate1, steps: state.steps1 },
      { learningRate: state.rate2, steps: state.steps2 },
      { learningRate: state.rate3, steps: state.steps3 },
      { learningRate: state.rate4, steps: state.steps4 },
    ].filter(({ steps }) => steps > 0);
    return scheduleView({
      loss,
      start: state.start,
      stages,
      descent: runSchedule(loss, state.start, stages),
    });
  },
});
