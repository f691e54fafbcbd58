import { drawnOf } from '../../../figures/study-figure.ts';
import type { Curve, FigureData, Panel } from '../../../figures/figure-data.ts';
import { countWord } from '../../../figures/numbers.ts';
import { decadesAround } from '../../../figures/scale.ts';
import { distanceAxis, exponentAxis, lossAxis } from '../../../figures/slice-axes.ts';
import { drawnCurve, exponentCurve } from '../../../figures/drawn-curve.ts';
import {
  failureHeadings,
  failuresFinding,
  reluFinding,
  sineFinding,
  stuckFinding,
} from '../failures-findings.ts';
import { constructionStudy, type ConstructionStudy } from '../selections.ts';

const clipped = 1e-12;

function reluPanel({ exact }: ConstructionStudy): Panel {
  const curves = exact.map(({ seed, failures: { relu } }) =>
    drawnCurve({ name: `ReLU, seed ${seed}`, role: 'measured' }, relu.t, relu.p),
  );
  const tanh = exact[0].countCurves.find(({ magnitudes }) => magnitudes.length === 3)!;
  const other = exponentCurve({ name: 'tanh', role: 'control' }, tanh.t, tanh.measured);
  return {
    name: 'ReLU',
    heading: failureHeadings({ exact }).relu,
    x: distanceAxis(decadesAround(curves.flatMap(({ x }) => [...x]))),
    y: exponentAxis([0, 2.4]),
    height: 190,
    series: [other, ...curves],
    labels: [
      { text: 'tanh', role: 'control', beside: [other.name] },
      { text: 'ReLU', role: 'measured', beside: curves.map(({ name }) => name) },
    ],
  };
}

function sinePanel({ exact }: ConstructionStudy): Panel {
  const { sine } = exact[0].failures;
  const single = drawnCurve({ name: 'one direction', role: 'measured' }, sine.t, sine.single);
  const average = drawnCurve({ name: 'average', role: 'predicted', weight: 'main' }, sine.t, sine.average);
  return {
    name: 'sine',
    heading: `sine: ${countWord(sine.singleCount)} for ${countWord(sine.averageCount)}`,
    x: distanceAxis(decadesAround([...sine.t])),
    y: lossAxis(decadesAround([1e-5, 1])),
    height: 190,
    series: [single, average],
    labels: [{ text: 'one direction', role: 'measured', beside: [single.name] }],
  };
}

function stuckPanel({ exact }: ConstructionStudy): Panel {
  const curves = exact.map(({ seed, failures: { staircase } }) =>
    drawnCurve({ name: `tanh network, seed ${seed}`, role: 'measured' }, staircase.step, staircase.network),
  );
  const { staircase } = exact[0].failures;
  const descent: Curve = {
    ...drawnCurve(
      { name: 'unsaturated loss', role: 'control', weight: 'main' },
      staircase.step,
      staircase.unsaturated.map((loss) => Math.max(loss, clipped / 10)),
    ),
  };
  return {
    name: 'descent',
    heading: failureHeadings({ exact }).descent,
    x: { words: 'step', symbol: '', unit: '', scale: 'linear', domain: [0, staircase.step.at(-1)!] },
    y: { ...lossAxis([clipped, 1e2]), symbol: '<i>L</i>' },
    height: 190,
    series: [descent, ...curves],
    references: staircase.learningRates.slice(1).map((rate, i) => ({
      name: `learning rate ${rate.toPrecision(2)}`,
      line: 'vertical' as const,
      at: (i + 1) * staircase.stageSteps,
    })),
    labels: [
      { text: 'unsaturated', role: 'control', beside: [descent.name] },
      { text: 'tanh network', short: 'tanh', role: 'measured', beside: curves.map(({ name }) => name) },
    ],
  };
}

/** Where the construction does not do what it is meant to. */
export function failuresFigure(study: ConstructionStudy): FigureData {
  const panels = [reluPanel(study), sinePanel(study), stuckPanel(study)];
  return {
    id: 'fig-two-layer-construction-failures',
    title: failuresFinding(study),
    caption: `${reluFinding(study)} ${sineFinding(study)} ${stuckFinding(study)} Left: local exponent, grey: tanh. Middle: loss along one direction, dashed: its average over directions. Right: loss over steps with a learning rate for each scale, the coarsest first, changed at the dashed lines; grey: the loss of one dimension of R4.`,
    description: `${reluFinding(study)} ${sineFinding(study)} ${stuckFinding(study)}`.replaceAll(
      /<[^>]+>/g,
      '',
    ),
    x: panels[0].x!,
    columns: 3,
    panels,
  };
}

export const figure = drawnOf(constructionStudy, failuresFigure, (study) => study.exact);
