import type { StudyFigure } from '../../../figures/study-figure.ts';
import { edgeRates } from '../settings.ts';
import type { Axis, Band, Curve, FigureData, Label, Role } from '../../../figures/figure-data.ts';
import { counted } from '../../../figures/numbers.ts';
import { decadesAround } from '../../../figures/scale.ts';
import { max, median, min } from '../../../math/statistics.ts';
import { trainingControlFinding, trainingFinding } from '../training-findings.ts';
import { atRate, descentsOf, edgeRuns, type EdgeRun } from '../selections.ts';

const rateRoles: readonly Role[] = ['measured', 'second', 'third'];

/** From the second measurement after initialisation on. */
const stepAxis: Axis = { words: 'step', symbol: '', unit: '', scale: 'log', domain: [50, 4000] };

type Record = readonly { readonly step: number; readonly value: number }[];

const sharpnessOf = ({ sharpness }: EdgeRun): Record =>
  sharpness.map(({ step, values }) => ({ step, value: values[0] }));

const lossOf = ({ loss }: EdgeRun): Record => loss.map(({ step, loss: value }) => ({ step, value }));

/** Points that a curve has at most, evenly spaced on the log axis. */
const drawnPoints = 48;

/** Of a long record the points next to log-spaced steps. */
function thinned(record: Record): Record {
  const [from, to] = stepAxis.domain;
  const wanted = Array.from({ length: drawnPoints }, (_, i) => from * (to / from) ** (i / (drawnPoints - 1)));
  const kept = wanted.map((at) => record.findLastIndex(({ step }) => step <= at));
  return [...new Set(kept)].filter((i) => i >= 0).map((i) => record[i]);
}

/** The median over seeds and their range, where all seeds have the same steps. */
function summary(records: readonly Record[], name: string, role: Role): readonly [Band, Curve] {
  const steps = records[0].filter(({ step }) => step >= stepAxis.domain[0]);
  const values = steps.map(({ step }) =>
    records.flatMap((record) => record.filter((one) => one.step === step).map(({ value }) => value)),
  );
  const x = steps.map(({ step }) => step);
  return [
    {
      kind: 'band',
      name: `${name}, range over seeds`,
      role,
      x,
      low: values.map((column) => min(column)),
      high: values.map((column) => max(column)),
    },
    { kind: 'curve', name, role, weight: 'main', x, y: values.map((column) => median(column)) },
  ];
}

interface Group {
  readonly name: string;
  readonly role: Role;
  readonly label: Label['text'];
  readonly short?: string;
  readonly runs: readonly EdgeRun[];
}

function groupsOf(all: readonly EdgeRun[]): readonly Group[] {
  const control = descentsOf(all, 'tanh4-small-rate');
  const rate = control[0]?.learningRate;
  return [
    {
      name: `η = ${rate}`,
      role: 'control' as const,
      label: `<i>η</i> = ${rate} (control)`,
      short: 'control',
      runs: control,
    },
    ...edgeRates.map((learningRate, i) => ({
      name: `η = ${learningRate}`,
      role: rateRoles[i],
      label: `<i>η</i> = ${learningRate}`,
      runs: atRate(all, learningRate),
    })),
  ].filter(({ runs }) => runs.length > 0);
}

/** Sharpness and loss while training at three learning rates, with 2/η, and at a rate that never comes near its edge. */
export function edgeTrainingFigure(all: readonly EdgeRun[]): FigureData {
  const groups = groupsOf(all);
  const series = (record: (run: EdgeRun) => Record) =>
    groups.map(({ name, role, runs }) => summary(runs.map(record), name, role));
  const [sharpness, loss] = [sharpnessOf, lossOf].map((record) => series((run) => thinned(record(run))));
  const labels = groups.map(({ name, role, label, short }) => ({
    text: label,
    ...(short && { short }),
    role,
    beside: [name],
  }));
  const largest = Math.max(...sharpness.flatMap(([{ high }]) => high as number[]));
  const losses = loss.flatMap(([{ low, high }]) => [...low, ...high] as number[]);
  const seeds = counted(groups.at(-1)!.runs.length, 'seed');
  return {
    id: 'fig-edge-of-stability-training',
    title: trainingFinding(all),
    caption: `${trainingControlFinding(all)} Lines: medians of ${seeds}; bands: their range. Dashed: 2/<i>η</i> of each learning rate, beyond which gradient descent diverges on a quadratic.`,
    description: `Upper panel: largest eigenvalue of the Hessian against the step, with a horizontal line at 2/η for η = ${edgeRates.join(', ')}. Lower panel: training loss. ${seeds} each.`,
    x: stepAxis,
    panels: [
      {
        name: 'sharpness',
        y: {
          words: 'sharpness',
          symbol: '<i>S</i>',
          unit: 'largest eigenvalue of the Hessian',
          scale: 'linear',
          domain: [0, Math.ceil(1.08 * largest)],
        },
        height: 260,
        series: sharpness.flat(),
        references: edgeRates.map((rate, i) => ({
          name: `2/η for η = ${rate}`,
          line: 'horizontal' as const,
          at: 2 / rate,
          ...(i === 0 && { label: '2/<i>η</i>' }),
        })),
        labels,
      },
      {
        name: 'loss',
        y: {
          words: 'training loss',
          symbol: '<i>L</i>',
          unit: 'squared error',
          scale: 'log',
          domain: decadesAround(losses),
        },
        height: 150,
        series: loss.flat(),
        labels,
      },
    ],
  };
}

/** Where a judged learning rate has no runs, there is no figure. */
export const figure: StudyFigure = (results) => {
  const all = edgeRuns(results);
  const judged = edgeRates.map((rate) => atRate(all, rate));
  return judged.some((runs) => runs.length === 0)
    ? null
    : { data: edgeTrainingFigure(all), runs: [...judged.flat(), ...descentsOf(all, 'tanh4-small-rate')] };
};
