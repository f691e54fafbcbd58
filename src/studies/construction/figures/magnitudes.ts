import { drawnOf } from '../../../figures/study-figure.ts';
import type { Curve, FigureData, Panel } from '../../../figures/figure-data.ts';
import { countWord, grouped, listed } from '../../../figures/numbers.ts';
import { decadesAround } from '../../../figures/scale.ts';
import { distanceAxis, exponentAxis, lossAxis } from '../../../figures/slice-axes.ts';
import { drawnCurve, exponentCurve } from '../../../figures/drawn-curve.ts';
import { countFinding, peakFinding } from '../findings.ts';
import { constructionStudy, type ConstructionStudy } from '../selections.ts';

const shown = [1, 2, 3];

/** L(t) and p(t) of one network for one, two and three magnitudes, predicted and measured. */
export function magnitudesFigure(study: ConstructionStudy): FigureData {
  const [{ countCurves, counts, seed }] = study.exact;
  const records = shown.map((k) => ({
    k,
    curve: countCurves.find(({ magnitudes }) => magnitudes.length === k)!,
    count: counts.find(({ activation, magnitudes }) => activation === 'tanh' && magnitudes.length === k)!,
  }));
  const t = records.flatMap(({ curve }) => curve.t);
  const losses = records.flatMap(({ curve }) => curve.measured);
  const names = ['measured', 'predicted'] as const;
  const panels = records.flatMap(({ k, curve, count }): Panel[] => {
    const scales = { one: '1 scale', many: `${count.networkCount} scales` };
    const heading = `${countWord(k)} ${k === 1 ? 'magnitude' : 'magnitudes'}: ${count.networkCount === 1 ? scales.one : scales.many}`;
    const pair = (make: (style: Pick<Curve, 'name' | 'role' | 'weight'>, y: readonly number[]) => Curve) =>
      names.map((name) =>
        make(
          { name: `${name}, K = ${k}`, role: name, weight: name === 'measured' ? 'main' : 'thin' },
          curve[name],
        ),
      );
    const curves = pair((style, y) => drawnCurve(style, curve.t, y));
    const exponents = pair((style, y) => exponentCurve(style, curve.t, y));
    const labels = (curves: readonly Curve[]) =>
      k === 1 ? names.map((name, i) => ({ text: name, role: name, beside: [curves[i].name] })) : [];
    const references = count.predictedPeaks.map((at, i) => ({
      name: `scale ${i + 1} predicted`,
      line: 'vertical' as const,
      at,
    }));
    return [
      {
        name: `loss, K = ${k}`,
        heading,
        y: lossAxis(decadesAround(losses)),
        height: 150,
        series: curves,
        references,
        labels: labels(curves),
      },
      {
        name: `exponent, K = ${k}`,
        heading,
        y: exponentAxis([0, 2.2]),
        height: 150,
        series: exponents,
        references,
        labels: [],
      },
    ];
  });
  return {
    id: 'fig-two-layer-construction-magnitudes',
    title: countFinding(study),
    caption: `${peakFinding(study)} A tanh network at a minimum that is known exactly, with samples of one magnitude, of two, and of ${listedMagnitudes(records.at(-1)!.curve.magnitudes)}. Left: its loss at distance <i>t</i> along Gaussian directions. Right: the local exponent, 2 where the loss grows like a parabola, near 0 where it has levelled off. Solid: measured, an average over a few directions, seed ${seed}. Dashed: predicted, with nothing fitted; dashed verticals: where each scale is predicted to grow most.`,
    description: records
      .map(
        ({ k, count }) =>
          `${k} magnitudes: ${count.networkCount} scales, at t = ${count.measuredPeaks.map((at) => at.toPrecision(2)).join(', ')}; predicted ${count.predictedPeaks.map((at) => at.toPrecision(2)).join(', ')}.`,
      )
      .join(' '),
    x: distanceAxis(decadesAround(t)),
    columns: 2,
    panels,
  };
}

const listedMagnitudes = (magnitudes: readonly number[]): string =>
  listed(magnitudes.map((m) => grouped(Math.round(m))));

export const figure = drawnOf(constructionStudy, magnitudesFigure, (study) => study.exact);
