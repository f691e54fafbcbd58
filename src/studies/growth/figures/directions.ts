import { drawnOf } from '../../../figures/study-figure.ts';
import type { GrowthRecord } from '../../../measure/slice-growth.ts';
import type { Curve, FigureData, Role } from '../../../figures/figure-data.ts';
import { stepsAround } from '../../../figures/scale.ts';
import { distanceAxis, drawn, exponentAxis } from '../axes.ts';
import { powerCurve, seedCurves } from '../curves.ts';
import { directionsFinding } from '../findings.ts';
import { decreaseInterval } from '../../../measure/slice-growth.ts';
import { tolerance } from '../../../measure/growth-class.ts';
import { slicesOf, growthStudy, type GrowthStudy } from '../selections.ts';

function exponentCurves({ tanh }: GrowthStudy, kind: GrowthRecord['kind'], role: Role): readonly Curve[] {
  return tanh.flatMap((artifact) =>
    slicesOf([artifact], kind).map((slice): Curve => ({
      kind: 'curve',
      name: `${slice.direction}, seed ${artifact.seed}`,
      role,
      x: slice.t,
      y: slice.p,
    })),
  );
}

/** p(t) along the gradient and along random directions, beside the top eigenvectors. */
export function directionsFigure(study: GrowthStudy): FigureData {
  const eigenvectors = seedCurves(study.tanh, 'p', 'top eigenvectors', 'measured');
  const gradient = exponentCurves(study, 'gradient', 'second');
  const random = exponentCurves(study, 'random', 'third');
  const t = eigenvectors[0].x;
  const values = [...eigenvectors, ...gradient, ...random].flatMap(({ y }) => drawn(t, y));
  const names = (curves: readonly Curve[]) => curves.map(({ name }) => name);
  const caption = `Local exponents of the same trained tanh networks. Blue: the median of the top eigenvectors, one line a seed, as in the figure above. Orange: the normalised gradient where training stopped. Green: ${random.length} random unit vectors, in all seeds together. A slice counts as quadratic while its exponent is within ${tolerance} of 2, from <i>t</i> = ${decreaseInterval[0]} to ${decreaseInterval[1]}.`;
  return {
    id: 'fig-subquadratic-growth-directions',
    title: directionsFinding(study),
    caption,
    description: `Local exponent against distance along three kinds of direction, with a dashed line at 2. Largest drawn exponent ${Math.max(...values).toFixed(2)}, smallest ${Math.min(...values).toFixed(2)}.`,
    x: distanceAxis,
    panels: [
      {
        name: 'local exponent',
        y: exponentAxis(stepsAround([0.9, 2.1, ...values], 0.5)),
        height: 210,
        series: [powerCurve(t, 2), ...eigenvectors, ...random, ...gradient],
        labels: [
          { text: 'top eigenvectors', role: 'measured', beside: names(eigenvectors) },
          { text: 'gradient', role: 'second', beside: names(gradient) },
          { text: 'random directions', short: 'random', role: 'third', beside: names(random) },
          { text: '<i>p</i> = 2, quadratic', short: '<i>p</i> = 2', role: 'predicted', beside: ['p = 2'] },
        ],
      },
    ],
  };
}

export const figure = drawnOf(growthStudy, directionsFigure, (study) => study.tanh);
