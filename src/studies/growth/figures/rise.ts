import { drawnOf } from '../../../figures/study-figure.ts';
import type { Curve, FigureData, Strip } from '../../../figures/figure-data.ts';
import { decadesAround, stepsAround } from '../../../figures/scale.ts';
import { counted, formatNumber } from '../../../figures/numbers.ts';
import { extent, median } from '../../../math/statistics.ts';
import { distanceAxis, drawn, exponentAxis, riseAxis } from '../axes.ts';
import { powerCurve, quadraticCurve, seedCurves, sliceRange } from '../curves.ts';
import { controlFinding, riseFinding } from '../findings.ts';
import { slicesOf, growthStudy, type GrowthStudy } from '../selections.ts';

/** The range over slices of the quadratic radius; undefined where some slice never leaves its parabola. */
function radiusStrip({ tanh }: GrowthStudy): Strip | undefined {
  const radii = slicesOf(tanh, 'top eigenvector').map((slice) => slice.quadraticRadius);
  if (radii.length === 0 || radii.some((radius) => radius === null || radius === 0)) return undefined;
  const [from, to] = extent(radii as number[]);
  const at = median(radii as number[]);
  return {
    name: 'quadratic radius',
    from,
    at,
    to,
    label: `radius <i>r</i><sub>q</sub> = ${formatNumber(at)}`,
  };
}

const names = (curves: readonly Curve[]): readonly string[] => curves.map(({ name }) => name);

function readAt(curve: Curve, distances: readonly number[]): string {
  const at = (distance: number) =>
    curve.x.reduce(
      (best, t, i) => (Math.abs(t / distance - 1) < Math.abs(curve.x[best] / distance - 1) ? i : best),
      0,
    );
  return distances
    .map((distance) => {
      const value = curve.y[at(distance)];
      return `${value === null ? 'unresolved' : value.toPrecision(3)} at t = ${distance}`;
    })
    .join(', ');
}

/** log f against log t with the parabola beside it, and the local exponent under it. */
export function riseFigure(study: GrowthStudy): FigureData {
  const { tanh, linear } = study;
  const t = slicesOf(tanh, 'top eigenvector')[0].t;
  const rise = {
    seeds: seedCurves(tanh, 'f', 'tanh network', 'measured'),
    range: sliceRange(tanh, 'f'),
    control: seedCurves(linear, 'f', 'linear network', 'control'),
  };
  const exponent = {
    seeds: seedCurves(tanh, 'p', 'tanh network', 'measured'),
    range: sliceRange(tanh, 'p'),
    control: seedCurves(linear, 'p', 'linear network', 'control'),
  };
  const exponents = [exponent.range.low, exponent.range.high, ...exponent.control.map(({ y }) => y)].flatMap(
    (values) => drawn(t, values),
  );
  return {
    id: 'fig-subquadratic-growth-rise',
    title: riseFinding(study),
    caption: `${controlFinding(study)} Blue: the tanh network, one line a seed, each the median of its top eigenvectors; band: the range over all ${slicesOf(tanh, 'top eigenvector').length} slices. Dashed: the quadratic with their median curvature, and the exponents of a quadratic and of growth in proportion to distance. Grey: the linear network. Vertical strip: the range of the quadratic radius <i>r</i><sub>q</sub>, its median marked. Drawn from <i>t</i> = 0.001; the data begin at 0.00001.`,
    description: `Upper panel: rise in loss against distance, both logarithmic, for ${counted(tanh.length, 'seed')} of the tanh network. Median of the first seed: ${readAt(rise.seeds[0], [0.01, 1, 10, 100])}. The quadratic: ${readAt(quadraticCurve(tanh), [0.01, 1, 10, 100])}. Lower panel: local exponent, on a linear scale. First seed: ${readAt(exponent.seeds[0], [0.01, 1, 3, 10, 100])}. Linear network: ${readAt(exponent.control[0], [0.01, 1, 10, 100])}.`,
    x: distanceAxis,
    strip: radiusStrip(study),
    panels: [
      {
        name: 'rise in loss',
        y: riseAxis(decadesAround([...drawn(t, rise.range.low), ...drawn(t, rise.range.high)])),
        height: 270,
        series: [...rise.control, quadraticCurve(tanh), rise.range, ...rise.seeds],
        labels: [
          { text: 'tanh network', short: 'tanh', role: 'measured', beside: names(rise.seeds) },
          {
            text: 'linear network (control)',
            short: 'linear (control)',
            role: 'control',
            beside: names(rise.control),
          },
          {
            text: 'quadratic, ½<i>λt</i><sup>2</sup>',
            short: '½<i>λt</i><sup>2</sup>',
            role: 'predicted',
            beside: ['quadratic'],
          },
        ],
      },
      {
        name: 'local exponent',
        y: exponentAxis(stepsAround([0.9, 2.1, ...exponents], 0.25)),
        height: 150,
        series: [...exponent.control, powerCurve(t, 2), powerCurve(t, 1), exponent.range, ...exponent.seeds],
        labels: [
          { text: 'tanh network', short: 'tanh', role: 'measured', beside: names(exponent.seeds) },
          { text: '<i>p</i> = 2, quadratic', role: 'predicted', beside: ['p = 2'] },
          { text: 'linear network', role: 'control', beside: names(exponent.control) },
          { text: '<i>p</i> = 1, proportional', role: 'predicted', beside: ['p = 1'] },
        ],
      },
    ],
  };
}

export const figure = drawnOf(growthStudy, riseFigure, (study) => [...study.tanh, ...study.linear]);
