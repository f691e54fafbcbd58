import { drawnOf } from '../../../figures/study-figure.ts';
import { judgedRates } from '../settings.ts';
import type { Curve, FigureData, Panel } from '../../../figures/figure-data.ts';
import { stepsAround } from '../../../figures/scale.ts';
import { counted } from '../../../figures/numbers.ts';
import { distanceAxis, exponentAxis } from '../axes.ts';
import { linesFinding } from '../findings.ts';
import { runsOf, scalesStudy, type ScalesStudy } from '../selections.ts';

const headings: Readonly<Record<string, string>> = {
  'large-rate-iterate': 'back to the large learning rate',
  gradient: 'along the gradient',
  oscillation: 'along the oscillation',
};

const networks = [
  { network: 'linear', role: 'control', label: 'linear' },
  { network: 'tanh', role: 'second', label: 'tanh' },
  { network: 'relu', role: 'measured', label: 'ReLU' },
] as const;

function linePanel(
  study: ScalesStudy,
  direction: string,
  rate: number,
  domain: readonly [number, number],
): Panel {
  const curves = networks.map(({ network, role, label }) => ({
    role,
    label,
    curves: runsOf(study, network, rate).flatMap(({ seed, lines }) =>
      lines
        .filter((line) => line.direction === direction)
        .map(({ t, p }): Curve => ({ kind: 'curve', name: `${label}, seed ${seed}`, role, x: t, y: p })),
    ),
  }));
  return {
    name: direction,
    heading: headings[direction],
    y: exponentAxis(domain),
    height: 170,
    series: curves.flatMap((one) => one.curves),
    references: [{ name: 'quadratic', line: 'horizontal', at: 2 }],
    labels: curves
      .filter((one) => one.curves.length > 0)
      .map((one) => ({ text: one.label, role: one.role, beside: one.curves.map(({ name }) => name) })),
  };
}

/** p(t) on three lines that gradient descent itself took. */
export function linesFigure(study: ScalesStudy): FigureData {
  const rate = Math.min(...judgedRates);
  const exponents = networks.flatMap(({ network }) =>
    runsOf(study, network, rate).flatMap(({ lines }) => lines.flatMap(({ p }) => p)),
  );
  const domain = stepsAround([0.9, 2.1, ...exponents.filter((value) => value !== null)], 1);
  return {
    id: 'fig-separate-scales-lines',
    title: linesFinding(study),
    caption: `Local exponent on three lines through the point reached at <i>η</i>′ = ${rate}: to the last iterate at the large learning rate, along the gradient that is left, and along the oscillation at the large learning rate. One line a seed.`,
    description: `Three panels of local exponent against distance for ${counted(runsOf(study, 'relu', rate).length, 'seed')} each of ReLU, tanh and linear networks. ${linesFinding(study)}`,
    x: { ...distanceAxis, domain: [1e-6, 1e2] },
    columns: 3,
    panels: Object.keys(headings).map((direction) => linePanel(study, direction, rate, domain)),
  };
}

export const figure = drawnOf(scalesStudy, linesFigure, (study) =>
  ['relu', 'tanh', 'linear'].flatMap((network) => runsOf(study, network, Math.min(...judgedRates))),
);
