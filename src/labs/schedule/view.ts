import type { Axis, FigureData, Panel } from '../../figures/figure-data.ts';
import type { Markup } from '../../figures/markup.ts';
import { countWord, counted } from '../../figures/numbers.ts';
import { decadesAround } from '../../figures/scale.ts';
import type { OneDimensionalLoss } from '../../math/one-dimensional.ts';
import { lossPlateau, stepsTo, type Descent, type LossPlateau } from '../../math/staircase.ts';
import { axis } from '../axis.ts';
import { precise } from '../precise.ts';
import { viewOf, type Readings, type View } from '../view.ts';
import { rateDomain, stepsShown, type PlacedStage } from './stages.ts';

export interface ScheduleShown {
  readonly loss: OneDimensionalLoss;
  readonly start: number;
  readonly stages: readonly PlacedStage[];
  readonly descent: Descent;
}

/** Losses are drawn down to this. */
const floor = 1e-16;
/** A loss this small counts as the end, and steps at one rate after which it is not waited for. */
const [target, patience] = [1e-12, 2e5];
/** The loss of a stage has settled where its last steps differ by less than this, relatively. */
const settled = 1e-6;

interface StageOutcome {
  readonly stage: PlacedStage;
  readonly predicted: LossPlateau | null;
  /** Loss at its end; null where the run had diverged. */
  readonly measured: number | null;
  readonly plateau: boolean;
}

const outcomes = ({ loss, stages, descent: { losses, ends } }: ScheduleShown): StageOutcome[] =>
  stages.map((stage, i) => {
    const [before, measured] = [losses[stage.to - 2], ends[i] === undefined ? null : losses[stage.to]];
    return {
      stage,
      predicted: lossPlateau(loss, stage.learningRate),
      measured,
      plateau: measured !== null && measured > floor && Math.abs(before / measured - 1) < settled,
    };
  });

function titleOf({ descent, stages }: ScheduleShown, found: readonly StageOutcome[]): Markup {
  if (stages.length === 0) return 'The schedule has no steps yet.';
  if (descent.status === 'diverged')
    return `Gradient descent diverges after ${descent.losses.length} steps: a quadratic bears no rate above 2 over its curvature.`;
  const steps = found.filter(({ plateau }) => plateau).length;
  const last = descent.losses.at(-1)!;
  const end = last < floor ? 'and ends at the minimum' : `and ends at ${precise(last, 3)}`;
  return steps === 0
    ? `The loss rests on no step of a staircase ${end}.`
    : `The loss rests on ${counted(steps, 'step')} of a staircase ${end}.`.replace(/\b\d\b/, (n) =>
        countWord(Number(n)),
      );
}

/** Always the same, so that nothing moves under a pen. */
const rateAxis: Axis = axis('learning rate', '<i>η</i>', rateDomain, 'log');

function lossPanel({ descent }: ScheduleShown, found: readonly StageOutcome[]): Panel {
  const shown = descent.losses.filter((value) => value > 0 && value < 1e12);
  const low = Math.max(floor, Math.min(...shown, 1));
  const plateaus = found.filter(({ predicted }) => predicted !== null);
  return {
    name: 'loss',
    y: axis(
      'loss',
      '<i>f</i>(<i>x</i><sub>t</sub>)',
      decadesAround([low, Math.max(...shown, 10 * low)]),
      'log',
    ),
    height: 270,
    series: [
      {
        kind: 'curve',
        name: 'measured',
        role: 'measured',
        weight: 'main',
        x: descent.losses.map((_, i) => i),
        y: descent.losses.map((value) => (value > 0 && Number.isFinite(value) ? value : null)),
      },
      {
        kind: 'curve',
        name: 'predicted',
        role: 'predicted',
        x: plateaus.flatMap(({ stage: { from, to } }) => [from, to, to]),
        y: plateaus.flatMap(({ predicted }) => [predicted!.loss, predicted!.loss, null]),
      },
    ],
    labels: [
      { text: 'loss', role: 'measured', beside: ['measured'] },
      ...(plateaus.length > 0
        ? [
            {
              text: 'predicted plateau',
              short: 'predicted',
              role: 'predicted',
              beside: ['predicted'],
            } as const,
          ]
        : []),
    ],
  };
}

function figureOf(shown: ScheduleShown, found: readonly StageOutcome[]): FigureData {
  const total = shown.stages.at(-1)?.to ?? 0;
  return {
    id: 'schedule',
    title: titleOf(shown, found),
    caption:
      'Above, the schedule, which can be drawn. Below, the loss at every step; dashed, the plateau at which each rate holds it for as long as you like, from <i>f</i>′(<i>x</i>*)/<i>x</i>* = 2/<i>η</i>. Below the edge there is none.',
    description: `Learning rate and loss over ${total} steps in ${found.length} stages.`,
    x: axis('step', '<i>t</i>', [0, stepsShown(total)]),
    panels: [
      {
        name: 'rate',
        y: rateAxis,
        height: 140,
        series: [
          {
            kind: 'curve',
            name: 'rate',
            role: 'second',
            weight: 'main',
            x: shown.stages.flatMap(({ from, to }) => [from, to]),
            y: shown.stages.flatMap(({ learningRate }) => [learningRate, learningRate]),
          },
        ],
        labels: [],
      },
      lossPanel(shown, found),
    ],
  };
}

function readingsOf(
  { loss, start, stages, descent }: ScheduleShown,
  found: readonly StageOutcome[],
): Readings {
  const reached = descent.losses.findIndex((value) => value < target);
  const slowest = Math.min(...stages.map(({ learningRate }) => learningRate));
  const constant = stages.length > 0 ? stepsTo(loss, slowest, start, target, patience) : null;
  return {
    caption: 'Plateaus and steps',
    heads: ['Loss at the end of a stage', 'Predicted', 'Measured', 'From'],
    measured: 2,
    rows: [
      ...found.map(({ stage, predicted, measured }): Markup[] => [
        `Stage ${stage.number}, <i>η</i> = ${precise(stage.learningRate, 3)}`,
        predicted === null ? 'falls to 0' : precise(predicted.loss),
        measured !== null && measured < 1e-90 ? '0' : precise(measured),
        predicted === null ? 'below the edge' : '<i>f</i>(<i>x</i>*)',
      ]),
      [`Steps to ${precise(target, 1)}`, '', reached < 0 ? 'not reached' : String(reached), 'this schedule'],
      [
        'The same at the smallest rate alone',
        '',
        constant === null ? `over ${precise(patience, 1)}` : String(constant),
        'one rate',
      ],
    ],
  };
}

export function scheduleView(shown: ScheduleShown): View {
  const found = outcomes(shown);
  return viewOf([figureOf(shown, found)], readingsOf(shown, found));
}
