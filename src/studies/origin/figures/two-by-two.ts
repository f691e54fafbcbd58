import { drawnFrom } from '../../../figures/study-figure.ts';
import { originModels, originSpreads, type OriginModel, type OriginSpread } from '../schema.ts';
import type { Curve, FigureData, Panel } from '../../../figures/figure-data.ts';
import { decadesAround } from '../../../figures/scale.ts';
import { scaleDetector } from '../../../math/scale-detector.ts';
import { median } from '../../../math/statistics.ts';
import { distanceAxis, exponentAxis } from '../../../figures/slice-axes.ts';
import { drawnCurve } from '../../../figures/drawn-curve.ts';
import { cellKind, cellsFinding, linearFinding } from '../findings.ts';
import { cellsOf, spreadNames, originRuns, type OriginRun } from '../selections.ts';

function panel(runs: readonly OriginRun[], model: OriginModel, spread: OriginSpread): Panel {
  const cells = cellsOf(runs, model, spread);
  const kinds = cells.map(cellKind);
  const usual = kinds.toSorted(
    (a, b) => kinds.filter((one) => one === b).length - kinds.filter((one) => one === a).length,
  )[0];
  const curves = cells.map(({ seed, t, p }): Curve =>
    drawnCurve(
      { name: `${model}, ${spread}, seed ${seed}`, role: model === 'tanh' ? 'measured' : 'control' },
      t,
      p,
    ),
  );
  return {
    name: `${model}, ${spread}`,
    heading: `${model}, ${spreadNames[spread]}: ${usual}`,
    y: exponentAxis([0, 2.4]),
    height: 140,
    series: curves,
    references: scaleDetector.between.map((at) => ({ name: `bound ${at}`, line: 'horizontal' as const, at })),
    labels: [],
  };
}

/** Local exponents of a convex and a non-convex model on data of four spreads. */
export function twoByTwoFigure(runs: readonly OriginRun[]): FigureData {
  const t = runs.flatMap(({ cells }) => cells.flatMap((cell) => [cell.t[0], cell.t.at(-1)!]));
  return {
    id: 'fig-origin-two-by-two',
    title: cellsFinding(runs),
    caption: `${linearFinding(runs)} Local exponent of the loss around minima of a linear model (left) and a two-layer tanh network (right) on data of one magnitude (top) and of several, averaged over random directions; one line a seed. Between the dashed lines the exponent is neither that of a parabola nor that of a loss that has levelled off. Headings say what most seeds show.`,
    description: originModels
      .flatMap((model) =>
        originSpreads.map((spread) => {
          const cells = cellsOf(runs, model, spread);
          return `${model}, ${spreadNames[spread]}: median ${median(cells, ({ scales }) => scales)} scales, ${median(cells, ({ band }) => band).toFixed(2)} decades between the bounds.`;
        }),
      )
      .join(' '),
    x: { ...distanceAxis(decadesAround(t)), unit: 'Euclidean norm' },
    columns: 2,
    panels: originSpreads.flatMap((spread) => originModels.map((model) => panel(runs, model, spread))),
  };
}

export const figure = drawnFrom(originRuns, twoByTwoFigure);
