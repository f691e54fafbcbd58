import type { Axis, Curve, FigureData, Label, Panel, Points, Role } from '../figures/figure-data.ts';
import { decadesAround, stepsAround } from '../figures/scale.ts';
import { sharesPanel } from '../figures/shares-figure.ts';
import type { Report } from '../measure/landscape/schema.ts';
import { growthWords, radiusWords } from './words.ts';

type Slice = Report['slices'][number];

const distance = (slices: readonly Slice[]): Axis => ({
  words: 'distance from the point',
  symbol: '<i>t</i>',
  unit: 'Euclidean norm',
  scale: 'log',
  domain: [slices[0].distances[0], slices[0].distances.at(-1)!],
});

const looks: Readonly<
  Record<Slice['kind'], { readonly role: Role; readonly words: string; readonly colour: string }>
> = {
  'top eigenvector': { role: 'measured', words: 'sharpest', colour: 'Blue' },
  gradient: { role: 'second', words: 'gradient', colour: 'orange' },
  random: { role: 'third', words: 'random', colour: 'green' },
  'bottom eigenvector': { role: 'fourth', words: 'smallest eigenvalues', colour: 'violet' },
};

/** The first slice of each kind is drawn strong. */
const isFirst = (slice: Slice, slices: readonly Slice[]) =>
  slices.find(({ kind }) => kind === slice.kind) === slice;

const curves = (slices: readonly Slice[], y: (slice: Slice) => readonly (number | null)[]): Curve[] =>
  slices.map((slice) => ({
    kind: 'curve',
    name: slice.direction,
    role: looks[slice.kind].role,
    weight: isFirst(slice, slices) ? 'main' : 'thin',
    x: slice.distances,
    y: y(slice),
  }));

const labels = (slices: readonly Slice[]): Label[] =>
  [...new Set(slices.map(({ kind }) => kind))].map((kind) => ({
    text: looks[kind].words,
    role: looks[kind].role,
    beside: slices.filter((slice) => slice.kind === kind).map(({ direction }) => direction),
  }));

const colours = (slices: readonly Slice[]) =>
  [...new Set(slices.map(({ kind }) => kind))]
    .map((kind) => `${looks[kind].colour} ${kind === 'random' ? 'random directions' : `the ${kind}`}`)
    .join(', ');

/** ½λt² of the sharpest slice. */
const parabola = ({ curvature, distances }: Slice): Curve => ({
  ...{ kind: 'curve', name: 'its parabola', role: 'predicted' },
  x: distances,
  y: distances.map((t) => 0.5 * curvature * t * t),
});

const positive = (values: readonly (number | null)[]) =>
  values.map((value) => (value !== null && value > 0 ? value : null));
const there = (values: readonly (number | null)[]) =>
  values.filter((value): value is number => value !== null);

/** How the loss rises along each direction, and its local exponent. */
export function slicesFigure(report: Report): FigureData | null {
  const slices = report.slices.filter(({ rise }) => rise.some((value) => value > 0));
  if (slices.length === 0) return null;
  const rises = slices.flatMap(({ rise }) => there(positive(rise)));
  const exponents = slices.flatMap((slice) => there(slice.exponents));
  const sharpest = slices.find(({ kind, curvature }) => kind === 'top eigenvector' && curvature > 0);
  const bounded = exponents.map((p) => Math.min(Math.max(p, -1), 5));
  const lowest = Math.max(Math.min(...rises), 1e-12 * Math.max(...rises));
  const panels: Panel[] = [
    {
      name: 'rise of the loss',
      y: {
        ...{ words: 'rise in loss', symbol: '<i>f</i>(<i>t</i>)', unit: '', scale: 'log' },
        domain: decadesAround([lowest, Math.max(...rises)]),
      },
      height: 260,
      series: [...(sharpest ? [parabola(sharpest)] : []), ...curves(slices, ({ rise }) => positive(rise))],
      labels: [
        ...labels(slices),
        ...(sharpest
          ? [{ text: 'parabola', role: 'predicted', beside: ['its parabola'] } satisfies Label]
          : []),
      ],
    },
  ];
  if (exponents.length > 0)
    panels.push({
      name: 'local exponent',
      y: {
        ...{ words: 'local exponent', symbol: '<i>p</i>(<i>t</i>)', unit: '', scale: 'linear' },
        domain: stepsAround([0.9, 2.1, ...bounded], 0.5),
      },
      height: 200,
      series: curves(slices, (slice) => slice.exponents),
      references: [{ name: 'quadratic', line: 'horizontal', at: 2, label: '<i>p</i> = 2' }],
      labels: [],
    });
  return {
    id: 'fig-report-slices',
    title: growthWords(report),
    caption: `Symmetrised rise of the loss along unit directions, and its exponent d log <i>f</i>/d log <i>t</i>, 2 for a quadratic. ${colours(slices)}; dashed the parabola of the sharpest. Exponents that rounding hides are left out. ${radiusWords(report)}`,
    description: `Rise of the loss against distance for ${slices.length} directions on logarithmic axes, and below it their local exponents, from ${exponents.length > 0 ? Math.min(...exponents).toFixed(2) : 'none'} to ${exponents.length > 0 ? Math.max(...exponents).toFixed(2) : 'none'}.`,
    x: distance(slices),
    panels,
  };
}

/** Places of the density on one side of 0, by their size. */
function densityPanel(
  { grid, density, error, width }: NonNullable<Report['density']>,
  eigenvalues: readonly number[],
  sign: 1 | -1,
  domain: readonly [number, number],
): Panel {
  const at = grid.flatMap((place, i) =>
    sign * place > 2 * width[i] * 0 && sign * place >= domain[0] ? [i] : [],
  );
  const order = sign > 0 ? at : at.toReversed();
  const x = order.map((i) => sign * grid[i]);
  const y = order.map((i) => density[i]);
  const floor = domainOf(density)[0];
  const shown = eigenvalues.filter((value) => sign * value >= domain[0]);
  const marks: Points = {
    ...{ kind: 'points', name: 'eigenvalues', role: 'second', shape: 'triangle' },
    x: shown.map((value) => sign * value),
    y: shown.map(() => 2 * floor),
  };
  const side = sign > 0 ? 'positive' : 'negative';
  return {
    name: `${side} eigenvalues`,
    heading: `${side} eigenvalues`,
    x: {
      ...{ words: 'eigenvalue', symbol: sign > 0 ? '<i>λ</i>' : '−<i>λ</i>', unit: '', scale: 'log' },
      domain,
    },
    y: {
      words: 'density',
      symbol: '',
      unit: 'per unit of eigenvalue',
      scale: 'log',
      domain: domainOf(density),
    },
    height: 190,
    series: [
      {
        ...{ kind: 'band', name: 'standard error', x },
        low: order.map((i) => Math.max(density[i] - (error[i] ?? 0), floor)),
        high: order.map((i) => Math.max(density[i] + (error[i] ?? 0), floor)),
      },
      {
        ...{ kind: 'curve', name: 'density', role: 'measured', weight: 'main', x },
        y: y.map((value) => Math.max(value, floor)),
      },
      ...(shown.length > 0 ? [marks] : []),
    ],
    labels: [],
  };
}

/** Six decades below the highest density: further down there is only the tail of the blur. */
function domainOf(density: readonly number[]): [number, number] {
  const highest = Math.max(...density);
  return decadesAround([1e-6 * highest, highest]);
}

/** The spectral density on both sides of 0, with the eigenvalues at its ends. */
export function densityFigure({ density, eigenvalues }: Report): FigureData | null {
  if (!density) return null;
  const largest = Math.max(...density.grid.map(Math.abs));
  if (!(largest > 0)) return null;
  const domain = decadesAround([1e-5 * largest, largest]);
  const ends = [...eigenvalues.top, ...eigenvalues.bottom].map(({ value }) => value);
  const panels = ([1, -1] as const)
    .filter((sign) => density.grid.some((place) => sign * place >= domain[0]))
    .map((sign) => densityPanel(density, ends, sign, domain));
  if (panels.length === 0) return null;
  return {
    id: 'fig-report-density',
    title: `The spectral density by ${density.probes} probes of ${density.steps} products each.`,
    caption: `Each eigenvalue is blurred to a Gaussian whose width grows with its distance from 0; the band is the standard error over the probes. Triangles: the eigenvalues at the ends of the spectrum, from their own search. A high peak near 0 and few eigenvalues far out are usual; the triangles are those outliers.`,
    description: `Spectral density against the size of the eigenvalue, positive and negative ones in panels of their own, on logarithmic axes. The trace of the Hessian is ${density.trace.value.toPrecision(3)}.`,
    x: panels[0].x!,
    panels,
  };
}

/** Which examples make the rise of the loss. */
export function sharesFigure({ shares }: Report): FigureData | null {
  if (shares.length === 0) return null;
  const panels = shares.flatMap((one) =>
    one.orders.map(({ order }) =>
      sharesPanel(one, order, one.direction.replace(/^e1$/, 'sharpest').replace(/1$/, '')),
    ),
  );
  const { t } = shares[0];
  return {
    id: 'fig-report-shares',
    title: 'Which examples make the rise of the loss.',
    caption:
      'Examples in twenty groups of equal size, in the order that each panel names, smallest first at the bottom; the darker a cell, the larger the share of its group in Σ|<i>f<sub>i</sub></i>|. Even shade means that all take part alike.',
    description: `Shares of groups of examples over the distance for ${panels.length} orders.`,
    x: {
      ...{ words: 'distance from the point', symbol: '<i>t</i>', unit: 'Euclidean norm', scale: 'log' },
      domain: [t[0] * 0.9, t.at(-1)! * 1.1],
    },
    panels,
    columns: 2,
  };
}

/** Loss and sharpness over the points of training. */
export function trainingFigure({ checkpoints }: Report): FigureData | null {
  if (checkpoints.length < 2) return null;
  const x = checkpoints.map((_, i) => i + 1);
  const panel = (name: string, symbol: string, values: readonly (number | null)[]): Panel[] => {
    const known = there(positive(values));
    if (known.length === 0) return [];
    return [
      {
        name,
        y: { words: name, symbol, unit: '', scale: 'log', domain: decadesAround(known) },
        height: 150,
        series: [{ kind: 'points', name, role: 'measured', x, y: positive(values) }],
        labels: [],
      },
    ];
  };
  return {
    id: 'fig-report-training',
    title: `The landscape at ${checkpoints.length} points of training.`,
    caption:
      'In the order of their files. Sharpness rises while training goes on and settles at the edge where the learning rate is large.',
    description: `Loss, gradient norm and sharpness at ${checkpoints.length} points.`,
    x: {
      words: 'point of training',
      symbol: '',
      unit: 'number',
      scale: 'linear',
      domain: [0.5, x.length + 0.5],
    },
    panels: [
      ...panel(
        'loss',
        '',
        checkpoints.map(({ loss }) => loss),
      ),
      ...panel(
        'gradient norm',
        '',
        checkpoints.map(({ gradientNorm }) => gradientNorm),
      ),
      ...panel(
        'sharpness',
        '<i>λ</i>',
        checkpoints.map(({ top }) => top[0]?.value ?? null),
      ),
    ],
  };
}
