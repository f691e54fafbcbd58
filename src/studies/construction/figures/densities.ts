import { drawnOf } from '../../../figures/study-figure.ts';
import { predictedExponent } from '../../../math/magnitudes.ts';
import type { FigureData, Role } from '../../../figures/figure-data.ts';
import { formatNumber } from '../../../figures/numbers.ts';
import { distanceAxis, exponentAxis, lossAxis } from '../../../figures/slice-axes.ts';
import { drawnCurve, exponentCurve, roles } from '../../../figures/drawn-curve.ts';
import { densitiesFinding, endsFinding } from '../findings.ts';
import { constructionStudy, type ConstructionStudy } from '../selections.ts';

/** L(t) and p(t) where the magnitudes have a density m^−α. */
export function densitiesFigure(study: ConstructionStudy): FigureData {
  const [{ densityCurves, seed }] = study.exact;
  const curves = densityCurves.map((curve, i) => ({ ...curve, role: roles[i] }));
  const pairs = (make: typeof exponentCurve) =>
    curves.flatMap(({ alpha, role, t, measured, predicted }) => [
      make({ name: `predicted, α = ${alpha}`, role: 'predicted', weight: 'thin' }, t, predicted),
      make({ name: `measured, α = ${alpha}`, role, weight: 'main' }, t, measured),
    ]);
  const labels = curves.map(({ alpha, role }: { alpha: number; role: Role }) => ({
    text: `<i>α</i> = ${alpha}`,
    role,
    beside: [`measured, α = ${alpha}`],
  }));
  return {
    id: 'fig-two-layer-construction-densities',
    title: densitiesFinding(study),
    caption: `${endsFinding(study)} Colours: loss of tanh networks on data whose magnitudes lie between 1 and 10<sup>8</sup> with density <i>m</i><sup>−α</sup>, seed ${seed}. Dashed: predicted. Below: the local exponent; dashed horizontals: <i>α</i> − 1.`,
    description: `Loss against distance, both logarithmic, and its local exponent, for α of ${curves.map(({ alpha }) => alpha).join(', ')}. ${curves.map(({ alpha, t, measured }) => `α = ${alpha}: loss ${formatPlain(measured[40])} at t = ${t[40].toPrecision(2)}`).join(', ')}.`,
    x: distanceAxis([1e-9, 1e1]),
    panels: [
      { name: 'loss', y: lossAxis([1e-9, 1e1]), height: 280, series: pairs(drawnCurve), labels },
      {
        name: 'local exponent',
        y: exponentAxis([0, 2.2]),
        height: 190,
        series: pairs(exponentCurve),
        references: curves.map(({ alpha }) => ({
          name: `α − 1 at α = ${alpha}`,
          line: 'horizontal' as const,
          at: predictedExponent(alpha),
        })),
        labels: [],
      },
    ],
  };
}

const formatPlain = (value: number) => formatNumber(value).replaceAll(/<[^>]+>/g, '^');

export const figure = drawnOf(constructionStudy, densitiesFigure, (study) => study.exact.slice(0, 1));
