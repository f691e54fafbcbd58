import type { Axis, FigureData, Reference } from '../../figures/figure-data.ts';
import type { Markup } from '../../figures/markup.ts';
import { capitalised, counted, countWord } from '../../figures/numbers.ts';
import { decadesAround } from '../../figures/scale.ts';
import { logSpaced } from '../../math/growth.ts';
import { fittedExponent, predictedExponent, type Magnitudes } from '../../math/magnitudes.ts';
import { detectScales, scaleDetector, type Scales } from '../../math/scale-detector.ts';
import { averageLoss, type ConstructionActivation } from '../../math/two-layer.ts';
import { axis } from '../axis.ts';
import { precise } from '../precise.ts';
import { viewOf, type Readings, type View } from '../view.ts';

export interface MagnitudesShown {
  readonly activation: ConstructionActivation;
  readonly data: Magnitudes;
  /** Where the magnitudes are those of a density. */
  readonly density: { readonly alpha: number; readonly decades: number } | null;
}

/** Output weights a of the construction: one unit, since only |a|² scales the loss of odd activations. */
const outputWeights = [1];
const pointsPerDecade = 20;
/** The slice goes this far below the first scale and beyond the last one. */
const margin = 30;
/** A power law is fitted this many times away from its ends. */
const inside = 10;

/** Activations that saturate, so that a magnitude makes a scale. */
const saturates = (activation: ConstructionActivation) => activation !== 'relu' && activation !== 'identity';

interface Measured {
  readonly t: readonly number[];
  readonly loss: readonly number[];
  readonly scales: Scales;
}

/** Where the slice of some magnitudes begins and ends. */
export const reachOf = (sizes: readonly number[]): readonly [number, number] => [
  10 ** Math.floor(Math.log10(1 / (margin * Math.max(...sizes)))),
  10 ** Math.ceil(Math.log10(margin / Math.min(...sizes))),
];

function measure({ activation, data }: MagnitudesShown): Measured {
  const [from, to] = reachOf(data.values);
  const t = logSpaced(from, to, pointsPerDecade);
  const loss = averageLoss(activation, outputWeights, data, t);
  return { t, loss, scales: detectScales(t, loss) };
}

/** What theory expects: a scale for each magnitude where the activation saturates, one where it is homogeneous. */
const expectedScales = ({ activation, data, density }: MagnitudesShown): number | null =>
  density !== null ? null : saturates(activation) ? new Set(data.values).size : 1;

function slopeOf({ density }: MagnitudesShown, { t, loss }: Measured): number | null {
  if (density === null || 10 ** density.decades < inside ** 2 * 3) return null;
  return fittedExponent(t, loss, [inside / 10 ** density.decades, 1 / inside]);
}

function titleOf(shown: MagnitudesShown, measured: Measured): Markup {
  const { count, kind, band } = measured.scales;
  if (shown.density !== null) {
    const slope = slopeOf(shown, measured);
    const grows =
      slope === null ? '' : `; between its ends the loss grows as <i>t</i><sup>${precise(slope, 3)}</sup>`;
    return kind === 'continuum'
      ? `The power law gives a continuum of scales over ${precise(band!.decades, 2)} decades${grows}.`
      : `The detector finds ${counted(count, 'scale')} in this power law${grows}.`;
  }
  const expected = expectedScales(shown)!;
  const found = `${capitalised(countWord(new Set(shown.data.values).size))} ${shown.data.values.length === 1 ? 'magnitude' : 'magnitudes'}: the detector counts ${counted(count, 'scale')}`;
  return count === expected ? `${found}.` : `${found}, where ${countWord(expected)} would be expected.`;
}

const distance = ({ t }: Measured): Axis =>
  axis('distance from the minimum', '<i>t</i>', [t[0], t.at(-1)!], 'log');

function figureOf(shown: MagnitudesShown, measured: Measured): FigureData {
  const { t, loss, scales } = measured;
  const places: Reference[] =
    shown.density === null
      ? shown.data.values.map((m, i) => ({
          name: `m${i + 1}`,
          line: 'vertical',
          at: 1 / m,
          label: `1/<i>m</i><sub>${i + 1}</sub>`,
        }))
      : [];
  const bare = places.map((place): Reference => ({ name: place.name, line: place.line, at: place.at }));
  const slopes = scales.t.map((at, i) => scales.p[i] * loss[t.indexOf(at)]);
  const highest = Math.max(...slopes);
  const heights = slopes.map((slope) => slope / highest);
  const peaks = scales.slopePeaks;
  const homogeneous = !saturates(shown.activation);
  return {
    id: 'magnitudes',
    title: titleOf(shown, measured),
    caption:
      'Above, the loss along a direction, averaged over Gaussian directions. Middle, its local exponent, smoothed: 2 is quadratic, and a scale ends where it falls. Below, what each distance adds, with the peaks that the detector counts. Dashed, the distance 1/<i>m</i> of each magnitude.',
    description: `Loss, local exponent and its slope over distances from ${t[0]} to ${t.at(-1)} for ${shown.data.values.length} magnitudes.`,
    x: distance(measured),
    panels: [
      {
        name: 'loss',
        y: axis('loss', '<i>L</i>(<i>t</i>)', decadesAround(loss.filter((value) => value > 1e-20)), 'log'),
        height: 170,
        series: [{ kind: 'curve', name: 'loss', role: 'measured', weight: 'main', x: t, y: loss }],
        references: places,
        labels: [],
      },
      {
        name: 'exponent',
        y: axis('local exponent', '<i>p</i>(<i>t</i>)', [0, 2.4]),
        height: 130,
        series: [
          { kind: 'curve', name: 'exponent', role: 'measured', weight: 'main', x: scales.t, y: scales.p },
        ],
        references: [...bare, { name: 'quadratic', line: 'horizontal', at: 2, label: 'quadratic' }],
        labels: [],
      },
      {
        name: 'slope',
        y: axis('added a unit of ln t, relative', 'd<i>L</i>/d ln <i>t</i>', [0, 1.15]),
        height: 110,
        series: [
          { kind: 'curve', name: 'added', role: 'measured', weight: 'main', x: scales.t, y: heights },
          {
            kind: 'points',
            name: 'peaks',
            role: 'second',
            x: peaks,
            y: peaks.map((at) => heights[scales.t.indexOf(at)]),
          },
        ],
        references: bare,
        labels:
          peaks.length > 0 && !homogeneous ? [{ text: 'counted', role: 'second', beside: ['peaks'] }] : [],
      },
    ],
  };
}

function readingsOf(shown: MagnitudesShown, measured: Measured): Readings {
  const { scales } = measured;
  const expected = expectedScales(shown);
  const slope = slopeOf(shown, measured);
  const [low, high] = scaleDetector.between;
  return {
    caption: 'What the detector finds',
    heads: ['Of the loss', 'Expected', 'Found', 'How'],
    measured: 2,
    rows: [
      [
        'Scales',
        expected === null ? '–' : String(expected),
        String(scales.count),
        'the larger of the next two',
      ],
      ['by the exponent', '', String(scales.byExponent), '1 + peaks of <i>p</i> after a fall'],
      ['by the slope', '', String(scales.bySlope), 'peaks of d<i>L</i>/d ln <i>t</i>'],
      [
        'Widest band',
        '',
        scales.band === null ? 'none' : `${precise(scales.band.decades, 3)} decades`,
        `<i>p</i> from ${low} to ${high}; ${scaleDetector.continuum} make a continuum`,
      ],
      [
        'Growth between the ends',
        shown.density && saturates(shown.activation)
          ? precise(predictedExponent(shown.density.alpha), 3)
          : '–',
        precise(slope, 3),
        '<i>L</i> ∝ <i>t</i><sup>α−1</sup>',
      ],
    ],
  };
}

export function magnitudesView(shown: MagnitudesShown): View {
  const measured = measure(shown);
  return viewOf([figureOf(shown, measured)], readingsOf(shown, measured));
}
