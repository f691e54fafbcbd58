import type { FigureData, Series } from '../../figures/figure-data.ts';
import type { Markup } from '../../figures/markup.ts';
import { formatNumber } from '../../figures/numbers.ts';
import { decadesAround } from '../../figures/scale.ts';
import type { ValleyRun } from '../../math/valley.ts';
import { axis } from '../axis.ts';
import { precise } from '../precise.ts';
import { viewOf, type Readings, type View } from '../view.ts';
import { predictValley, type ValleyPrediction, type ValleySetting } from './prediction.ts';

export interface ValleyShown extends ValleySetting {
  readonly run: ValleyRun;
}

/** Part of the run over which its end is averaged. */
const tail = 0.1;
/** |x| is drawn down to this. */
const floor = 1e-8;

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Means of sharpness and |x| over the last part of the run. */
function endOf({ path }: ValleyRun): { sharpness: number; x: number } {
  const last = path.slice(-Math.max(1, Math.round(tail * path.length)));
  return {
    sharpness: mean(last.map(({ sharpness }) => sharpness)),
    x: mean(last.map(({ x }) => Math.abs(x))),
  };
}

function titleOf({ rate, sharpness, tilt, run, section }: ValleyShown): Markup {
  const edge = formatNumber(2 / rate);
  if (run.status === 'diverged')
    return section.growth === 'subquadratic'
      ? `Gradient descent diverges after ${run.steps} steps.`
      : `Gradient descent diverges after ${run.steps} steps: across this valley the loss is not subquadratic.`;
  const end = endOf(run);
  if (tilt > 0)
    return `Down the tilted floor the sharpness hovers at ${formatNumber(end.sharpness)}, ${precise((end.sharpness * rate) / 2, 3)} times 2/<i>η</i>.`;
  if (sharpness <= 2 / rate)
    return `The floor is flatter than 2/<i>η</i> = ${edge}: <i>x</i> dies out and the sharpness stays at ${formatNumber(end.sharpness)}.`;
  return `The oscillation drives the sharpness from ${formatNumber(sharpness)} to ${formatNumber(end.sharpness)}; the edge is 2/<i>η</i> = ${edge}.`;
}

function figureOf(shown: ValleyShown, prediction: ValleyPrediction): FigureData {
  const { rate, run } = shown;
  const edge = 2 / rate;
  const path = run.path.filter(({ sharpness, x }) => Number.isFinite(sharpness) && Number.isFinite(x));
  const steps = path.map(({ step }) => step);
  const values = path.map(({ sharpness }) => sharpness);
  const sizes = path.map(({ x }) => Math.abs(x));
  const drawn = values.filter((value) => value > 0 && value < 10 * edge);
  const x = axis('step', '<i>t</i>', [0, Math.max(steps.at(-1) ?? 1, 1)]);
  const expected = prediction.sharpness
    ? { x: run.path.map(({ step }) => step), y: prediction.sharpness }
    : prediction.end !== null && { x: x.domain, y: [prediction.end, prediction.end] };
  const predicted: Series[] = expected
    ? [{ kind: 'curve', name: 'predicted', role: 'predicted', ...expected }]
    : [];
  return {
    id: 'valley',
    title: titleOf(shown),
    caption:
      'Above, the sharpness of the floor beside the iterate; dashed, its prediction where <i>x</i> keeps to the two-cycle that belongs to that sharpness. Below, the distance from the floor.',
    description: `Sharpness and |x| over ${run.steps} steps of gradient descent in the valley, at learning rate ${rate}.`,
    x,
    panels: [
      {
        name: 'sharpness',
        y: axis('sharpness', '<i>λ</i>', [
          Math.min(0.9 * edge, ...drawn),
          Math.max(1.15 * edge, ...drawn.map((value) => 1.03 * value)),
        ]),
        height: 230,
        series: [
          { kind: 'curve', name: 'measured', role: 'measured', weight: 'main', x: steps, y: values },
          ...predicted,
        ],
        references: [
          {
            name: 'edge',
            line: 'horizontal',
            at: edge,
            label: `2/<i>η</i> = ${formatNumber(edge)}`,
            short: '2/<i>η</i>',
          },
        ],
        labels: [
          { text: 'measured', role: 'measured', beside: ['measured'] },
          ...(predicted.length > 0
            ? [{ text: 'predicted', role: 'predicted', beside: ['predicted'] } as const]
            : []),
        ],
      },
      {
        name: 'distance',
        y: axis(
          'distance from the floor',
          '|<i>x</i>|',
          decadesAround([
            Math.max(floor, Math.min(...sizes.filter((size) => size > 0), 0.1)),
            Math.min(Math.max(...sizes, 1.1), 1e6),
          ]),
          'log',
        ),
        height: 150,
        series: [
          {
            kind: 'curve',
            name: 'distance',
            role: 'measured',
            weight: 'main',
            x: steps,
            y: sizes.map((size) => (size > 0 ? size : null)),
          },
        ],
        labels: [],
      },
    ],
  };
}

/** Largest relative error of the predicted sharpness over the run; null without a prediction. */
export function largestError({ path }: ValleyRun, { sharpness }: ValleyPrediction): number | null {
  if (sharpness === null) return null;
  return Math.max(...path.map((point, i) => Math.abs(sharpness[i] / point.sharpness - 1)));
}

function readingsOf(shown: ValleyShown, prediction: ValleyPrediction): Readings {
  const { run, rate } = shown;
  const end = run.status === 'diverged' ? null : endOf(run);
  const error = run.status === 'diverged' ? null : largestError(run, prediction);
  return {
    caption: 'Prediction against measurement',
    heads: [`Mean of the last tenth of ${run.steps} steps`, 'Predicted', 'Measured', 'Prediction from'],
    measured: 2,
    rows: [
      ['Sharpness <i>λ</i>', precise(prediction.end), precise(end?.sharpness ?? null), prediction.from],
      [
        '<i>λη</i>/2',
        precise(prediction.end === null ? null : (prediction.end * rate) / 2),
        precise(end === null ? null : (end.sharpness * rate) / 2),
        '1 at the edge',
      ],
      [
        'Distance |<i>x</i>|',
        prediction.amplitude === 0 ? 'dies out' : precise(prediction.amplitude, 4),
        precise(end?.x ?? null, 4),
        'two-cycle at this sharpness',
      ],
      ['Largest error of <i>λ</i> on the way', '0', precise(error, 2), 'relative'],
    ],
  };
}

export function valleyView(shown: ValleyShown): View {
  const prediction = predictValley(
    shown,
    shown.run.path.map(({ step }) => step),
  );
  return viewOf([figureOf(shown, prediction)], readingsOf(shown, prediction));
}
