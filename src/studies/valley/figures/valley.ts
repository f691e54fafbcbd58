import { drawnFrom } from '../../../figures/study-figure.ts';
import { adiabaticSharpness } from '../../../math/valley.ts';
import type { Drift, Hover } from '../schema.ts';
import type { Axis, Curve, FigureData, Panel, Role } from '../../../figures/figure-data.ts';
import { formatNumber } from '../../../figures/numbers.ts';
import { stepsAround } from '../../../figures/scale.ts';
import { driftFinding, hoverFinding, quadraticFinding } from '../findings.ts';
import { designed, valleyRuns, type ValleyRun } from '../selections.ts';

const roles: readonly Role[] = ['measured', 'second', 'third'];

const ratioAxis = (domain: readonly [number, number]): Axis => ({
  words: 'sharpness of the valley over 2/η',
  symbol: '<i>λη</i>/2',
  unit: '',
  scale: 'linear',
  domain,
});

const stepAxis = (scale: Axis['scale'], domain: readonly [number, number]): Axis => ({
  words: 'step',
  symbol: '<i>t</i>',
  unit: '',
  scale,
  domain,
});

const edge = { name: 'edge', line: 'horizontal', at: 1 } as const;

const path = (run: Drift | Hover, name: string, role: Role, learningRate: number, first: number): Curve => {
  const points = run.path.filter(({ step }) => step >= first);
  return {
    kind: 'curve',
    name,
    role,
    x: points.map(({ step }) => step),
    y: points.map(({ sharpness }) => (sharpness * learningRate) / 2),
  };
};

function driftPanel(runs: readonly ValleyRun[]): Panel {
  const { learningRate } = runs[0];
  const valleys = designed(runs, 'drifts', 'subquadratic');
  const measured = valleys.map((run, i) => path(run, `k = ${run.k}`, roles[i], learningRate, 1));
  const predicted = valleys.map(({ sharpness, k }, i): Curve => ({
    kind: 'curve',
    name: `predicted at k = ${k}`,
    role: 'predicted',
    x: measured[i].x,
    y: measured[i].x.map((step) => (adiabaticSharpness(sharpness, learningRate, k, step) * learningRate) / 2),
  }));
  const control = designed(runs, 'drifts', 'quadratic').map((run) =>
    path(run, 'quadratic section', 'control', learningRate, 1),
  );
  const last = Math.max(...measured.flatMap(({ x }) => x));
  return {
    name: 'drift',
    heading: 'A valley of minima',
    x: stepAxis('log', [1, last]),
    y: ratioAxis(stepsAround([0.9, ...measured.flatMap(({ y }) => y as number[])], 0.2)),
    height: 260,
    series: [...control, ...measured, ...predicted],
    references: [edge],
    labels: [
      ...valleys.map(({ k }, i) => ({
        text: `<i>k</i> = ${k}`,
        role: roles[i],
        beside: [measured[i].name],
      })),
      { text: 'quadratic', role: 'control', beside: control.map(({ name }) => name) },
    ],
  };
}

/** The tilt at which the control is drawn. */
const controlTilt = 0.1;

function hoverPanel(runs: readonly ValleyRun[]): Panel {
  const { learningRate } = runs[0];
  const valleys = designed(runs, 'hovers', 'subquadratic') as readonly Hover[];
  const measured = valleys.map((run, i) => path(run, `c/k = ${run.tilt}`, roles[i], learningRate, 0));
  const control = (designed(runs, 'hovers', 'quadratic') as readonly Hover[])
    .filter(({ tilt }) => tilt === controlTilt)
    .map((run) => path(run, 'quadratic section', 'control', learningRate, 0));
  const last = Math.max(...measured.flatMap(({ x }) => x));
  const values = [...measured, ...control].flatMap(({ y }) => y as number[]);
  return {
    name: 'progressive sharpening',
    heading: 'A floor that falls towards sharper places',
    x: stepAxis('linear', [0, last]),
    y: ratioAxis(stepsAround(values, 0.1)),
    height: 260,
    series: [...control, ...measured],
    references: [
      edge,
      ...valleys.map(({ predictedRatio, tilt }) => ({
        name: `predicted at c/k = ${tilt}`,
        line: 'horizontal' as const,
        at: predictedRatio,
      })),
    ],
    labels: [
      ...valleys.map(({ tilt }, i) => ({
        text: `<i>c</i>/<i>k</i> = ${formatNumber(tilt)}`,
        role: roles[i],
        beside: [measured[i].name],
      })),
      { text: 'quadratic', role: 'control' as const, beside: control.map(({ name }) => name) },
    ],
  };
}

/** Sharpness of a valley that gradient descent drifts along, with its prediction and a quadratic control. */
export function valleyFigure(runs: readonly ValleyRun[]): FigureData {
  const [drift, hover] = [driftPanel(runs), hoverPanel(runs)];
  return {
    id: 'fig-edge-of-stability-valley',
    title: driftFinding(runs),
    caption: `${hoverFinding(runs)} ${quadraticFinding(runs)} Left: gradient descent on (<i>λ</i><sub>0</sub> + <i>ky</i>)(√(1 + <i>x</i><sup>2</sup>) − 1); dashed: <i>λ</i> − 2/<i>η</i> shrinks by 1 − <i>η</i><sup>2</sup><i>k</i><sup>2</sup>/2 a step. Right: the same with −<i>cy</i> added; dashed: (2/<i>η</i>)(1 + <i>c</i>/<i>k</i>). Grey: a quadratic cross-section, at left from 1.05 times the edge, at right with <i>c</i>/<i>k</i> = ${controlTilt}.`,
    description: `Two panels of sharpness over 2/η against steps. Left: two valleys of minima that drift from 2 to 1 with their predictions. Right: tilted valleys held at ${designed(
      runs,
      'hovers',
      'subquadratic',
    )
      .map((run) => run.predictedRatio)
      .join(', ')}.`,
    x: drift.x!,
    columns: 2,
    panels: [drift, hover],
  };
}

export const figure = drawnFrom(valleyRuns, valleyFigure);
