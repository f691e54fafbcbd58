import { drawnFrom } from '../../../figures/study-figure.ts';
import type { NormKind } from '../../../data/sample-norms.ts';
import type { FigureData, Panel } from '../../../figures/figure-data.ts';
import { formatNumber } from '../../../figures/numbers.ts';
import { decadesAround } from '../../../figures/scale.ts';
import { median } from '../../../math/statistics.ts';
import { distanceAxis, exponentAxis } from '../../../figures/slice-axes.ts';
import { drawnCurve } from '../../../figures/drawn-curve.ts';
import { imagesOf } from '../../../measure/image-words.ts';
import { parityFinding } from '../findings.ts';
import { normNames, normOrder, parityOf, parityRuns, type ParityRun } from '../selections.ts';

function panel(runs: readonly ParityRun[], norms: NormKind): Panel {
  const first = parityOf(runs, norms).map(({ seed, transitions }) => ({ seed, ...transitions[0] }));
  const real = first.map(({ seed, t, p }) =>
    drawnCurve({ name: `${norms}, real, seed ${seed}`, role: 'measured' }, t, p),
  );
  const uniform = first.map(({ seed, t, uniform: p }) =>
    drawnCurve({ name: `${norms}, uniform, seed ${seed}`, role: 'control' }, t, p),
  );
  const names = (curves: readonly { name: string }[]) => curves.map(({ name }) => name);
  return {
    name: norms,
    heading: `norms: ${normNames[norms]}`,
    y: exponentAxis([0.9, 2.1]),
    height: 150,
    series: [...uniform, ...real],
    references: [1.9, 1.1].map((at) => ({ name: `p = ${at}`, line: 'horizontal' as const, at })),
    labels:
      norms === 'tenth-times-8'
        ? [
            { text: 'real', role: 'measured', beside: names(real) },
            { text: 'uniform', role: 'control', beside: names(uniform) },
          ]
        : [],
  };
}

/** How a logistic regression passes from quadratic to linear growth, by the spread of its data. */
export function transitionFigure(runs: readonly ParityRun[]): FigureData {
  const t = runs.flatMap(({ transitions: [{ t: distances, p }] }) => {
    const known = distances.filter((_, i) => p[i] !== null);
    return [known[0], known.at(-1)!];
  });
  return {
    id: 'fig-origin-transition',
    title: parityFinding(runs),
    caption: `Local exponent along the sharpest direction of logistic regressions that tell ${imagesOf(runs).parity}; one line a seed. Blue: the loss as it is. Grey: the same with every |projection| of a sample on the direction replaced by their root mean square, so that all have one magnitude. The width of the transition is the distance between the dashed lines, in decades.`,
    description: normOrder
      .map((norms) => {
        const transitions = parityOf(runs, norms).flatMap((run) => run.transitions);
        const widths = (pick: (one: (typeof transitions)[number]) => number | null) => {
          const values = transitions.map(pick).filter((value) => value !== null);
          return values.length === 0 ? 'unknown' : formatNumber(median(values));
        };
        return `${normNames[norms]}: median width ${widths(({ width }) => width)} decades, uniform ${widths(({ uniformWidth }) => uniformWidth)}.`;
      })
      .join(' '),
    x: { ...distanceAxis(decadesAround(t)), unit: 'Euclidean norm' },
    columns: 2,
    panels: normOrder.map((norms) => panel(runs, norms)),
  };
}

export const figure = drawnFrom(parityRuns, transitionFigure);
