import type { Envelope } from '../claims/envelope.ts';
import type { Results } from '../claims/results.ts';
import { drawnFrom, type StudyFigure } from './study-figure.ts';
import type { ExampleOrder, ExampleShares } from '../measure/example-shares.ts';
import type { Axis, FigureData, Panel } from './figure-data.ts';
import { sharesFinding, type SharesSubject } from './shares-findings.ts';

/** A share this many times that of equal parts is drawn in full colour. */
const full = 4;

const orderWords: Readonly<Record<ExampleOrder, string>> = {
  norm: 'by norm',
  margin: 'by margin',
  loss: 'by loss',
};

/** Borders of cells around log-spaced distances. */
function borders(t: readonly number[]): number[] {
  const half = Math.sqrt(t[1] / t[0]);
  return [t[0] / half, ...t.map((distance) => distance * half)];
}

const groupAxis = (groups: number): Axis => ({
  words: 'examples, smallest first',
  symbol: '',
  unit: `groups of ${100 / groups} %`,
  scale: 'linear',
  domain: [0, groups],
});

/** The share of each group of examples over the distance, as shades. */
export function sharesPanel(
  { direction, t, orders }: ExampleShares,
  order: ExampleOrder,
  words: string,
): Panel {
  const { share } = orders.find((one) => one.order === order)!;
  const groups = share.length;
  return {
    name: `${direction}, ${orderWords[order]}`,
    heading: `${words}, ${orderWords[order]}`,
    y: groupAxis(groups),
    height: 200,
    series: [
      {
        kind: 'field',
        name: `share along ${direction}, ${orderWords[order]}`,
        x: borders(t),
        rows: Array.from({ length: groups + 1 }, (_, i) => i),
        share: share.map((row) => row.map((value) => Math.min(1, (value * groups) / full))),
      },
    ],
    labels: [],
  };
}

/** The share of each group of examples in the rise of the loss, over the distance. */
export function sharesFigure(subject: SharesSubject): FigureData {
  const { id, network, artifact, directions } = subject;
  const shown = artifact.shares.filter(({ direction }) => direction in directions);
  const [{ t }] = shown;
  return {
    id,
    title: sharesFinding(subject),
    caption: `Share of each twentieth of the examples in the rise of the loss around ${network}, seed ${artifact.seed}: paper where it has none, full colour at ${full} times an equal share or more. Left: examples in the order of their norm; right: of their margin at the centre, the misclassified first. Shares are of Σ|<i>f</i><sub>i</sub>|, with <i>f</i><sub>i</sub> the symmetrised rise of one example.`,
    description: `${sharesFinding(subject)} Fields of 20 groups of examples by ${t.length} distances.`,
    x: {
      words: 'distance',
      symbol: '<i>t</i>',
      unit: 'Euclidean norm',
      scale: 'log',
      domain: [borders(t)[0], borders(t)[t.length]],
    },
    columns: 2,
    panels: shown.flatMap((shares) =>
      (['norm', 'margin'] as const).map((order) => sharesPanel(shares, order, directions[shares.direction])),
    ),
  };
}

/** The figure of shares of the first of the runs that a selection finds. */
export const sharesOf = <R extends Envelope & SharesSubject['artifact']>(
  select: (results: Results) => readonly R[],
  subject: (run: R) => Omit<SharesSubject, 'artifact'>,
): StudyFigure =>
  drawnFrom(
    (results) => select(results).slice(0, 1),
    ([run]) => sharesFigure({ ...subject(run), artifact: run }),
  );
