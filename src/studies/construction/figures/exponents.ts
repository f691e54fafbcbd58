import { drawnOf } from '../../../figures/study-figure.ts';
import { constructionRules } from '../judge.ts';
import { listedAlphas } from '../schema.ts';
import type { Band, Curve, FigureData, Panel, Points } from '../../../figures/figure-data.ts';
import { decadesAround } from '../../../figures/scale.ts';
import { predictedExponent } from '../../../math/magnitudes.ts';
import { max, median, min } from '../../../math/statistics.ts';
import { cycleFinding, exponentFinding, linearFinding } from '../findings.ts';
import { constructionStudy, type ConstructionStudy } from '../selections.ts';

/** Median of the seeds at each α with their range. */
function exponentPoints(
  { exact }: ConstructionStudy,
  activation: 'tanh' | 'identity',
  minus: (alpha: number) => number,
): Points {
  const columns = listedAlphas
    .map((alpha) => ({
      alpha,
      values: exact.flatMap(({ densities }) =>
        densities
          .filter((one) => one.activation === activation && one.alpha === alpha)
          .map(({ networkExponent }) => networkExponent - minus(alpha)),
      ),
    }))
    .filter(({ values }) => values.length > 0);
  return {
    kind: 'points',
    name: activation === 'tanh' ? 'tanh networks' : 'linear networks',
    role: activation === 'tanh' ? 'measured' : 'control',
    x: columns.map(({ alpha }) => alpha),
    y: columns.map(({ values }) => median(values)),
    low: columns.map(({ values }) => min(values)),
    high: columns.map(({ values }) => max(values)),
  };
}

const ruleBand = (name: string, x: readonly number[], error: number): Band => ({
  kind: 'band',
  name,
  role: 'control',
  x,
  low: x.map(() => -error),
  high: x.map(() => error),
});

function amplitudePanel({ exact }: ConstructionStudy): Panel {
  const shown = exact[0].cycles.filter(({ alpha }) => alpha === null || alpha === 1.5 || alpha === 2.25);
  const curves = shown.map(({ alpha, learningRates, amplitudes }): Curve => ({
    kind: 'curve',
    name: alpha === null ? 'one magnitude' : `α = ${alpha}`,
    role: alpha === null ? 'control' : alpha > 2 ? 'measured' : 'second',
    weight: alpha === null ? 'thin' : 'main',
    x: learningRates,
    y: amplitudes,
  }));
  const laws = shown.flatMap(({ alpha, learningRates, amplitudes, predicted }): Curve[] => {
    if (alpha === null || predicted === null) return [];
    const middle = Math.floor(learningRates.length / 2);
    const ends = [learningRates[0] / 30, learningRates.at(-1)! * 30];
    const y = ends.map((rate) => amplitudes[middle] * (rate / learningRates[middle]) ** predicted);
    return [{ kind: 'curve', name: `law at α = ${alpha}`, role: 'predicted', x: ends, y }];
  });
  const rates = curves.flatMap(({ x }) => x);
  return {
    name: 'amplitude',
    x: { words: 'learning rate', symbol: '<i>η</i>', unit: '', scale: 'log', domain: decadesAround(rates) },
    y: {
      words: 'amplitude of the two-cycle',
      symbol: '<i>x</i>*',
      unit: '',
      scale: 'log',
      domain: decadesAround(curves.flatMap(({ y }) => y.filter((value) => value !== null))),
    },
    height: 200,
    series: [...laws, ...curves],
    labels: curves.map(({ name, role }) => ({
      text: name === 'one magnitude' ? name : name.replace('α', '<i>α</i>'),
      short: name === 'one magnitude' ? 'one' : undefined,
      role,
      beside: [name],
    })),
  };
}

/** Growth exponents against α, what is left after the law, and the law's consequence for the edge of stability. */
export function exponentsFigure(study: ConstructionStudy): FigureData {
  const zero = () => 0;
  const measured = exponentPoints(study, 'tanh', zero);
  const control = exponentPoints(study, 'identity', zero);
  const errors = { ...exponentPoints(study, 'tanh', predictedExponent), name: 'error' };
  const law: Curve = { kind: 'curve', name: 'law', role: 'predicted', x: [1, 3], y: [0, 2] };
  const { coreError, flankError } = constructionRules;
  return {
    id: 'fig-two-layer-construction-exponents',
    title: exponentFinding(study),
    caption: `${linearFinding(study)} ${cycleFinding(study)} Top: growth exponent between the scales of the smallest and the largest magnitude, median of ${study.exact.length} networks, bars over their range; dashed: <i>α</i> − 1. Middle: measured minus predicted, with the bounds of the rules. Bottom: amplitude of the two-cycle of gradient descent on one unit’s loss against the learning rate; dashed: the power predicted, through the middle point. For <i>α</i> = 1.5 the cycle exists but repels.`,
    description: `Growth exponents: ${measured.x.map((alpha, i) => `${measured.y[i]!.toFixed(3)} at α = ${alpha}`).join(', ')}; linear networks ${control.y.map((value) => value!.toFixed(3)).join(', ')}.`,
    x: {
      words: 'exponent of the density of magnitudes',
      symbol: '<i>α</i>',
      unit: '',
      scale: 'linear',
      domain: [0.9, 3.1],
    },
    panels: [
      {
        name: 'growth exponent',
        y: {
          words: 'growth exponent',
          symbol: 'd log <i>L</i> / d log <i>t</i>',
          unit: '',
          scale: 'linear',
          domain: [0, 2.2],
        },
        height: 230,
        series: [law, control, measured],
        labels: [
          { text: 'tanh networks', short: 'tanh', role: 'measured', beside: [measured.name] },
          { text: 'linear (control)', short: 'linear', role: 'control', beside: [control.name] },
          { text: '<i>α</i> − 1', role: 'predicted', beside: [law.name] },
        ],
      },
      {
        name: 'error',
        y: { words: 'measured minus predicted', symbol: '', unit: '', scale: 'linear', domain: [-0.2, 0.2] },
        height: 120,
        series: [
          ruleBand('rule in the middle', [1.5, 2.5], coreError),
          ruleBand('rule below', [1.2, 1.5], flankError),
          ruleBand('rule above', [2.5, 2.8], flankError),
          errors,
        ],
        references: [{ name: 'no error', line: 'horizontal', at: 0 }],
        labels: [],
      },
      amplitudePanel(study),
    ],
  };
}

export const figure = drawnOf(constructionStudy, exponentsFigure, (study) => study.exact);
