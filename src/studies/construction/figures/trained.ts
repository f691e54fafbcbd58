import { drawnOf } from '../../../figures/study-figure.ts';
import type { FigureData, Panel } from '../../../figures/figure-data.ts';
import { countWord } from '../../../figures/numbers.ts';
import { decadesAround } from '../../../figures/scale.ts';
import { distanceAxis, exponentAxis } from '../../../figures/slice-axes.ts';
import { exponentCurve } from '../../../figures/drawn-curve.ts';
import { trainedControlFinding, trainedFinding } from '../trained-findings.ts';
import { constructionStudy, minimaOf, type ConstructionStudy } from '../selections.ts';

/** Exponents around trained minima below float32's reach are left out: their rise is what rounding the weights leaves. */
const resolvedRise = 1e3;

function panel(study: ConstructionStudy, activation: 'tanh' | 'erf', k: number): Panel {
  const minima = minimaOf(study, activation, k);
  const linear = minimaOf(study, 'identity', k);
  const curves = minima.map((run) => {
    const first = run.f.findIndex((rise) => rise > resolvedRise * Number.EPSILON * run.minimum.loss);
    return exponentCurve(
      { name: `${activation}, K = ${k}, seed ${run.seed}`, role: 'measured' },
      run.t.slice(first),
      run.f.slice(first),
    );
  });
  const controls = linear.map((run) =>
    exponentCurve({ name: `linear, K = ${k}, seed ${run.seed}`, role: 'control' }, run.t, run.f),
  );
  const predicted = exponentCurve(
    { name: `predicted, ${activation}, K = ${k}`, role: 'predicted' },
    minima[0].t,
    minima[0].predicted,
  );
  const names = (list: readonly { name: string }[]) => list.map(({ name }) => name);
  return {
    name: `${activation}, K = ${k}`,
    heading: `${activation}, ${countWord(k)} ${k === 1 ? 'magnitude' : 'magnitudes'}`,
    y: exponentAxis([0, 2.4]),
    height: 150,
    series: [...controls, ...curves, predicted],
    labels:
      k === 1 && activation === 'tanh'
        ? [
            { text: 'linear', role: 'control', beside: names(controls) },
            { text: 'trained', role: 'measured', beside: names(curves) },
          ]
        : [],
  };
}

/** p(t) around trained minima for one, two and three magnitudes. */
export function trainedFigure(study: ConstructionStudy): FigureData {
  const panels = (['tanh', 'erf'] as const).flatMap((activation) =>
    [1, 2, 3].map((k) => panel(study, activation, k)),
  );
  const t = study.trained.flatMap((run) => [run.t[0], run.t.at(-1)!]);
  return {
    id: 'fig-two-layer-construction-trained',
    title: trainedFinding(study),
    caption: `${trainedControlFinding(study)} Local exponent of the loss around minima found by a second-order method for targets of size one, averaged over random directions; one line a seed. Dashed: the prediction for a teacher of zero, with nothing fitted. Grey: linear networks on the same data.`,
    description: (['tanh', 'erf', 'identity'] as const)
      .map(
        (name) =>
          `${name}: ${[1, 2, 3]
            .map(
              (k) =>
                `${k} magnitudes, scales ${minimaOf(study, name, k)
                  .map(({ scales }) => scales ?? 'none')
                  .join(', ')}`,
            )
            .join('; ')}.`,
      )
      .join(' '),
    x: { ...distanceAxis(decadesAround(t)), unit: 'Euclidean norm' },
    columns: 3,
    panels,
  };
}

export const figure = drawnOf(constructionStudy, trainedFigure, (study) => study.trained);
