import { drawnFrom } from '../../../figures/study-figure.ts';
import type { Axis, Curve, FigureData, Panel, Points, Role } from '../../../figures/figure-data.ts';
import { counted } from '../../../figures/numbers.ts';
import { decadesAround, stepsAround } from '../../../figures/scale.ts';
import { max, ofAll } from '../../../math/statistics.ts';
import { dosesFinding } from '../doses-findings.ts';
import { dosesRuns, type DosesRun } from '../selections.ts';
import { windowWords } from '../window-words.ts';

const doseRoles: readonly Role[] = ['control', 'measured', 'third', 'second', 'fourth'];

const amplitudeAxis = (domain: readonly [number, number]): Axis => ({
  words: 'amplitude of the oscillation',
  symbol: '',
  unit: 'Euclidean norm',
  scale: 'log',
  domain,
});

/** Below this an amplitude has vanished, and is drawn at the bottom of its axis. */
const vanished = 1e-8;

const shown = (amplitude: number | null): number | null =>
  amplitude === null ? null : Math.max(amplitude, vanished);

/** The oscillation of one seed under each dose, from the first step on. */
function coursePanel({ doses }: DosesRun, seed: number): Panel {
  const curves = doses.map(({ dose, course }, i): Curve => ({
    kind: 'curve',
    name: `m = ${dose}, seed ${seed}`,
    role: doseRoles[i % doseRoles.length],
    weight: 'main',
    x: course.map(({ step }) => step),
    y: course.map(({ amplitude }) => shown(amplitude)),
  }));
  const values = curves.flatMap(({ y }) => y as number[]);
  const last =
    ofAll(
      max,
      curves.flatMap(({ x }) => x),
    ) ?? 1;
  return {
    name: 'course',
    heading: `Course, seed ${seed}`,
    x: { words: 'step since the dose begins', symbol: '', unit: '', scale: 'linear', domain: [0, last] },
    y: amplitudeAxis(decadesAround(values.length > 0 ? values : [0.1, 1])),
    height: 260,
    series: curves,
    labels: curves.map(({ name, role }, i) => ({
      text: `<i>m</i> = ${doses[i].dose}`,
      role,
      beside: [name],
    })),
  };
}

function measuredPoints(runs: readonly DosesRun[]): Points {
  const records = runs.flatMap(({ doses }) => doses.filter(({ measured }) => measured !== null));
  return {
    kind: 'points',
    name: 'measured',
    role: 'measured',
    x: records.map(({ dose }) => dose),
    y: records.map(({ measured }) => measured),
  };
}

const predictedCurves = (runs: readonly DosesRun[]): readonly Curve[] =>
  runs.map(({ seed, doses }) => ({
    kind: 'curve',
    name: `central flow, seed ${seed}`,
    role: 'predicted',
    x: doses.map(({ dose }) => dose),
    y: doses.map(({ predicted }) => predicted),
  }));

/** Amplitude at each dose, measured and predicted, of all seeds. */
function responsePanel(runs: readonly DosesRun[]): Panel {
  const [measured, predicted] = [measuredPoints(runs), predictedCurves(runs)];
  const values = [measured, ...predicted].flatMap(({ y }) => y.filter((value) => value !== null));
  return {
    name: 'response',
    heading: 'Response, all seeds',
    x: {
      words: 'dose',
      symbol: '<i>m</i>',
      unit: '',
      scale: 'linear',
      domain: [-0.2, (ofAll(max, measured.x) ?? 4) + 0.2],
    },
    y: {
      words: 'amplitude of the oscillation',
      symbol: '',
      unit: 'Euclidean norm',
      scale: 'linear',
      domain: stepsAround([0, 0.05, ...values], 0.01),
    },
    height: 260,
    series: [...predicted, measured],
    labels: [
      { text: 'measured', role: 'measured', beside: [measured.name] },
      { text: 'central flow', role: 'predicted', beside: predicted.map(({ name }) => name) },
    ],
  };
}

/** The oscillation when the drift of the sharpness is multiplied by m: its course, and its size against m. */
export function edgeDosesFigure(doses: readonly DosesRun[]): FigureData {
  const [first] = doses;
  const response = responsePanel(doses);
  return {
    id: 'fig-edge-of-stability-doses',
    title: dosesFinding(doses),
    caption: `From one point at the edge training goes on with the rise of the sharpness multiplied by <i>m</i>: <i>m</i> = 1 is plain gradient descent, <i>m</i> = 0 (control) takes the rise away. Left: size of the oscillation step by step; what falls below 10<sup>−8</sup> is drawn there. Right: size over the last ${windowWords(doses)} in ${counted(doses.length, 'seed')}, beside what the central flow predicts for each dose (dashed).`,
    description: `Left panel: amplitude against step for doses ${first.doses.map(({ dose }) => dose).join(', ')} of seed ${first.seed}. Right panel: amplitude against dose, measured and predicted, ${counted(doses.length, 'seed')}.`,
    x: response.x!,
    columns: 2,
    panels: [coursePanel(first, first.seed), response],
  };
}

export const figure = drawnFrom(dosesRuns, edgeDosesFigure);
