import type { Axis, FigureData } from '../../figures/figure-data.ts';
import { decadesAround } from '../../figures/scale.ts';
import type { Markup } from '../../figures/markup.ts';
import { formatNumber } from '../../figures/numbers.ts';
import { axis } from '../axis.ts';
import { viewOf, type View } from '../view.ts';
import type { EigenpairResult, Result, SliceResult } from './messages.ts';
import type { PublishedSlice } from './published-run.ts';
import { relativeDifference } from './recompute.ts';

/** A recomputed number agrees with a published one when they differ by less than this, relatively. */
export const agreement = 1e-6;

/** Differences are drawn down to this: below it lies the rounding of float64. */
const floor = 1e-17;

const figureId = 'check';
const exact = (value: number): Markup => formatNumber(value);

function distanceAxis({ t }: PublishedSlice): Axis {
  const distances = t.map(Math.abs).filter((value) => value > 0);
  return axis(
    'distance from the centre along the direction',
    '<i>|t|</i>',
    decadesAround([Math.min(...distances), Math.max(...distances) * (1 - 1e-12)]),
    'log',
  );
}

/** One sign of t: distances ascending, with the indices they have in the slice. */
function half({ t }: PublishedSlice, sign: 1 | -1) {
  const indices = t.flatMap((value, i) => (value * sign > 0 ? [i] : []));
  indices.sort((a, b) => Math.abs(t[a]) - Math.abs(t[b]));
  return { indices, x: indices.map((i) => Math.abs(t[i])) };
}

export interface SliceSummary {
  /** Points recomputed so far, of how many. */
  readonly points: number;
  readonly of: number;
  /** Largest relative difference among them; null where there is none yet. */
  readonly largest: number | null;
}

export function summariseSlice({ published, recomputed }: SliceResult): SliceSummary {
  const differences = recomputed.flatMap((value, i) =>
    value === null ? [] : [relativeDifference(value, published.loss[i])],
  );
  return {
    points: differences.length,
    of: recomputed.length,
    largest: differences.length === 0 ? null : Math.max(...differences),
  };
}

const verdict = (largest: number): Markup =>
  largest < agreement
    ? `${exact(largest)}, below ${exact(agreement)}: it agrees`
    : `${exact(largest)}, not below ${exact(agreement)}: it does not agree`;

function sliceTitle(result: SliceResult): Markup {
  const { points, of, largest } = summariseSlice(result);
  if (largest === null) return 'The published loss along a line; nothing is recomputed yet.';
  return `${points === of ? `All ${of}` : `${points} of ${of}`} losses recomputed; the largest relative difference is ${verdict(largest)}.`;
}

function sliceFigure(result: SliceResult): FigureData {
  const { published, recomputed } = result;
  const sides = ([1, -1] as const).map((sign) => ({
    sign: sign > 0 ? '+' : '\u2212',
    ...half(published, sign),
  }));
  const losses = [...published.loss, ...recomputed.filter((value) => value !== null)].filter(
    (value) => value > 0,
  );
  const difference = (i: number) => {
    const value = recomputed[i];
    return value === null ? null : Math.max(relativeDifference(value, published.loss[i]), floor);
  };
  const [low, high] = decadesAround(losses);
  return {
    id: figureId,
    title: sliceTitle(result),
    caption:
      'Dashed: as published. Solid, through the recomputed points: this browser, from the published tensors and samples, in double precision. Below: their relative difference; what is equal to the last digit lies on the bottom.',
    description: `Loss at the centre plus t times direction ${published.direction}, for both signs of t, as published and as recomputed, with their relative difference.`,
    x: distanceAxis(published),
    panels: [
      {
        name: 'loss',
        y: axis('loss', '<i>L</i>(<i>θ</i> ± <i>tv</i>)', [low, high], 'log'),
        height: 250,
        series: [
          ...sides.map(({ sign, indices, x }) => ({
            kind: 'curve' as const,
            name: `recomputed, ${sign}t`,
            role: sign === '+' ? ('measured' as const) : ('second' as const),
            weight: 'main' as const,
            ...withoutGaps(
              x,
              indices.map((i) => recomputed[i]),
            ),
          })),
          ...sides.map(({ sign, indices, x }) => ({
            kind: 'curve' as const,
            name: `published, ${sign}t`,
            role: 'predicted' as const,
            x,
            y: indices.map((i) => published.loss[i]),
          })),
        ],
        labels: [
          ...(recomputed.some((value) => value !== null)
            ? sides.map(({ sign }) => ({
                text: `recomputed, ${sign}<i>t</i>`,
                short: `${sign}<i>t</i>`,
                role: sign === '+' ? ('measured' as const) : ('second' as const),
                beside: [`recomputed, ${sign}t`],
              }))
            : []),
          { text: 'published', role: 'predicted' as const, beside: ['published, +t'] },
        ],
      },
      {
        name: 'difference',
        y: axis('relative difference', '|Δ<i>L</i>|/<i>L</i>', [floor, 1e-5], 'log'),
        height: 130,
        series: sides.map(({ sign, indices, x }) => ({
          kind: 'points' as const,
          name: `difference, ${sign}t`,
          role: sign === '+' ? ('measured' as const) : ('second' as const),
          shape: 'dot' as const,
          x,
          y: indices.map(difference),
        })),
        references: [
          { name: 'agreement', line: 'horizontal', at: agreement, label: 'must stay below', short: 'limit' },
        ],
        labels: [],
      },
    ],
  };
}

/** A curve through the points that are there, so that it grows while they come in. */
function withoutGaps(x: readonly number[], y: readonly (number | null)[]) {
  const there = x.map((_, i) => i).filter((i) => y[i] !== null);
  return { x: there.map((i) => x[i]), y: there.map((i) => y[i]) };
}

function eigenpairFigure({ published, expected, product, value, residual }: EigenpairResult): FigureData {
  const reach = 1.1 * Math.max(...[...expected, ...product].map(Math.abs));
  return {
    id: figureId,
    title: `The eigenvalue is ${exact(value)} again; it differs relatively by ${verdict(relativeDifference(value, published.value))}.`,
    caption: `One exact Hessian-vector product in double precision. If <i>v</i> is an eigenvector, each component of <i>Hv</i> equals that of <i>λv</i> and lies on the dashed line. All components together: ‖<i>Hv</i> − <i>λv</i>‖/|<i>λ</i>| = ${exact(residual)}; published was ${exact(published.residual)}.`,
    description: `The ${expected.length} largest components of Hv as recomputed against those of λv as published, for direction ${published.direction}.`,
    x: axis('component as published', '(<i>λv</i>)<sub>i</sub>', [-reach, reach]),
    panels: [
      {
        name: 'components',
        y: axis('component as recomputed', '(<i>Hv</i>)<sub>i</sub>', [-reach, reach]),
        height: 436,
        series: [
          { kind: 'curve', name: 'equal', role: 'predicted', x: [-reach, reach], y: [-reach, reach] },
          { kind: 'points', name: 'recomputed', role: 'measured', x: expected, y: product },
        ],
        labels: [
          { text: '<i>Hv</i> = <i>λv</i>', role: 'predicted', beside: ['equal'] },
          { text: 'recomputed', role: 'measured', beside: ['recomputed'] },
        ],
      },
    ],
  };
}

/** What is drawn and said of a result. */
export function checkView(result: Result): View {
  return viewOf([result.kind === 'slice' ? sliceFigure(result) : eigenpairFigure(result)]);
}
