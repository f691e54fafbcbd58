import type { FigureData, Series } from '../../figures/figure-data.ts';
import { formatNumber } from '../../figures/numbers.ts';
import type { Markup } from '../../figures/markup.ts';
import { decadesAround } from '../../figures/scale.ts';
import { axis } from '../axis.ts';
import { precise } from '../precise.ts';
import { viewOf, type Readings, type View } from '../view.ts';
import { samples } from './settings.ts';
import { largestDifference, summariseEdge, type EdgeSummary } from './progress.ts';
import type { Record } from './reference.ts';

/** How training stands. */
export type Status = 'not started' | 'training' | 'paused' | 'done' | 'diverged';

export interface TrainingShown {
  readonly rate: number;
  /** Steps that the picture has room for. */
  readonly steps: number;
  readonly live: Record;
  /** The same training in float64, as far as it was computed. */
  readonly reference: Record;
  readonly status: Status;
}

/** Points drawn of a curve, so that a long training stays quick to draw. */
const most = 600;

const percent = (share: number | null): Markup =>
  share === null ? '–' : `${Math.round(100 * share)}\u00a0%`;

/** A point for every loss, or for every so many of them and the last. */
function lossCurve({ losses }: Record): { x: number[]; y: number[] } {
  const stride = Math.ceil(losses.length / most);
  const x = losses.map((_, i) => i).filter((i) => i % stride === 0 || i === losses.length - 1);
  return { x, y: x.map((i) => losses[i]) };
}

const curves = (
  { live, reference }: TrainingShown,
  points: (record: Record) => { x: number[]; y: number[] },
): Series[] => [
  { kind: 'curve', name: 'this browser', role: 'measured', weight: 'main', ...points(live) },
  { kind: 'curve', name: 'float64', role: 'predicted', ...points(reference) },
];

const finite = (values: readonly number[]) => values.filter((value) => value > 0 && Number.isFinite(value));

function titleOf({ rate, live, status }: TrainingShown, { crossing, meanRatio, rises }: EdgeSummary): Markup {
  const done = live.losses.length;
  if (done === 0) return 'The first steps, in double precision; the browser has not trained yet.';
  if (status === 'diverged') return `The loss diverges after ${done} steps.`;
  const fall = formatNumber(live.losses[0] / live.losses.at(-1)!);
  const sharpness = live.sharpness.at(-1)?.value ?? NaN;
  if (crossing === null)
    return `After ${done} steps the loss has fallen by a factor of ${fall}; the sharpness, ${formatNumber(sharpness)}, has stayed below 2/<i>η</i> = ${formatNumber(2 / rate)}.`;
  return `From step ${crossing} on the sharpness is ${formatNumber(meanRatio!)} times 2/<i>η</i> on average and the loss rises in ${percent(rises.after)} of the steps; after ${done} steps it has fallen by a factor of ${fall}.`;
}

function figureOf(shown: TrainingShown, summary: EdgeSummary): FigureData {
  const { rate, steps, live, reference } = shown;
  const edge = 2 / rate;
  const losses = finite([...live.losses, ...reference.losses]);
  const highest = Math.max(
    ...finite([...live.sharpness, ...reference.sharpness].map(({ value }) => value)),
    1e-9,
  );
  const sharpnessCurve = ({ sharpness }: Record) => ({
    x: sharpness.map(({ step }) => step),
    y: sharpness.map(({ value }) => value),
  });
  const labels = [
    ...(live.losses.length > 0
      ? [{ text: 'this browser', short: 'here', role: 'measured', beside: ['this browser'] } as const]
      : []),
    { text: 'float64', role: 'predicted', beside: ['float64'] } as const,
  ];
  return {
    id: 'train',
    title: titleOf(shown, summary),
    caption: `Full-batch gradient descent on ${samples} handwritten digits of 8 × 8 pixels. Above, the loss before each step; below, the largest eigenvalue of its Hessian every ten steps. Dashed: the first steps in double precision by other code.`,
    description: `Loss and sharpness over ${live.losses.length} steps of gradient descent at learning rate ${rate}.`,
    x: axis('step', '', [0, Math.max(steps, 10)]),
    panels: [
      {
        name: 'loss',
        y: axis('loss', '<i>L</i>', losses.length > 0 ? decadesAround(losses) : [0.01, 1], 'log'),
        height: 210,
        series: curves(shown, lossCurve),
        labels,
      },
      {
        name: 'sharpness',
        y: axis('sharpness', '<i>λ</i>', [
          0,
          edge > 4 * highest ? 1.3 * highest : Math.max(1.3 * edge, Math.min(1.1 * highest, 3 * edge)),
        ]),
        height: 180,
        series: curves(shown, sharpnessCurve),
        references: [
          { name: 'edge', line: 'horizontal', at: edge, label: `2/<i>η</i> = ${formatNumber(edge)}` },
        ].filter(() => edge <= 4 * highest) as FigureData['panels'][number]['references'],
        labels: [],
      },
    ],
  };
}

function readingsOf(shown: TrainingShown, { crossing, meanRatio, rises }: EdgeSummary): Readings {
  const { rate, live, reference } = shown;
  const record = live.losses.length > 0 ? live : reference;
  const difference = largestDifference(live, reference);
  return {
    caption: 'Training so far',
    heads: [`After ${record.losses.length} steps`, 'Found', 'To compare with'],
    measured: 1,
    rows: [
      [
        'Loss',
        precise(record.losses.at(-1) ?? null, 5),
        `${precise(record.losses[0] ?? null, 5)} at the start`,
      ],
      [
        'Sharpness <i>λ</i>',
        precise(record.sharpness.at(-1)?.value ?? null, 4),
        `2/<i>η</i> = ${precise(2 / rate, 4)}`,
      ],
      [
        'Mean <i>λη</i>/2 since it crossed 2/<i>η</i>',
        precise(meanRatio, 4),
        crossing === null ? 'not crossed' : `1; crossed at step ${crossing}`,
      ],
      ['Steps since then that raise the loss', percent(rises.after), `${percent(rises.before)} before`],
      [
        `Largest relative difference of the first ${reference.losses.length} losses`,
        precise(difference, 2),
        'float64; float32 rounds at 6 × 10<sup>−8</sup>',
      ],
    ],
  };
}

export function trainView(shown: TrainingShown): View {
  const record = shown.live.losses.length > 0 ? shown.live : shown.reference;
  const summary = summariseEdge(record, shown.rate);
  return viewOf([figureOf(shown, summary)], readingsOf(shown, summary));
}
