import { drawnOf } from '../../../figures/study-figure.ts';
import { scaleRatio } from '../statistics.ts';
import { judgedRates, settlingRates } from '../settings.ts';
import type { Curve, FigureData, Points } from '../../../figures/figure-data.ts';
import { decadesAround } from '../../../figures/scale.ts';
import { formatNumber } from '../../../figures/numbers.ts';
import { extent, max, median, min, ofAll } from '../../../math/statistics.ts';
import { lawFinding } from '../findings.ts';
import { runsOf, scalesStudy, type ScalesStudy } from '../selections.ts';

const ratiosAt = (study: ScalesStudy, network: string, rate: number): readonly number[] =>
  runsOf(study, network, rate)
    .map(scaleRatio)
    .filter((ratio) => ratio !== null);

/** Median over seeds with their range. */
function ratioPoints(study: ScalesStudy, network: string, rates: readonly number[]): Points {
  const columns = rates.map((rate) => ratiosAt(study, network, rate));
  return {
    kind: 'points',
    name: `${network} networks`,
    role: network === 'relu' ? 'measured' : 'control',
    x: rates,
    y: columns.map((ratios) => ofAll(median, ratios)),
    low: columns.map((ratios) => ofAll(min, ratios)),
    high: columns.map((ratios) => ofAll(max, ratios)),
  };
}

/** Sharpness of the small scale over that of the large one against the last learning rate, with the law 1/η′. */
export function lawFigure(study: ScalesStudy): FigureData {
  const relu = ratioPoints(study, 'relu', settlingRates);
  const controls = ['tanh', 'linear'].map((network) => ratioPoints(study, network, judgedRates));
  const anchor = ofAll(
    median,
    settlingRates.flatMap((rate, i) => (relu.y[i] === null ? [] : [relu.y[i] * rate])),
  );
  const domain: [number, number] = [2e-3, 0.5];
  const law: Curve = {
    kind: 'curve',
    name: 'proportional to 1/η′',
    role: 'predicted',
    x: domain,
    y: domain.map((rate) => (anchor === null ? null : anchor / rate)),
  };
  const values = [relu, ...controls].flatMap(({ low, high }) =>
    [...low!, ...high!].filter((v) => v !== null),
  );
  const range = ofAll(
    extent,
    relu.y.filter((v) => v !== null),
  );
  return {
    id: 'fig-separate-scales-law',
    title: lawFinding(study),
    caption:
      'Curvature of the sharpest plateau over that of the outermost one, in ReLU networks: median of the seeds, bars over their range. Dashed: proportional to 1/<i>η</i>′, through the median of ratio times <i>η</i>′; its slope is the prediction, its height is not. Grey rings: tanh and linear networks; a single plateau gives 1.',
    description: `Ratio of curvatures against learning rate, both logarithmic. ${range === null ? 'No ReLU network has its scales' : `ReLU medians run from ${formatNumber(range[0])} to ${formatNumber(range[1])}`}.`,
    x: {
      words: 'learning rate while settling',
      symbol: '<i>η</i>′',
      unit: '',
      scale: 'log',
      domain,
    },
    panels: [
      {
        name: 'ratio of curvatures',
        y: {
          words: 'small-scale over large-scale curvature',
          symbol: '',
          unit: 'ratio',
          scale: 'log',
          domain: decadesAround([0.5, ...values]),
        },
        height: 230,
        series: [law, ...controls, relu],
        labels: [
          { text: 'ReLU network', short: 'ReLU', role: 'measured', beside: [relu.name] },
          {
            text: 'tanh and linear (control)',
            short: 'control',
            role: 'control',
            beside: controls.map(({ name }) => name),
          },
          {
            text: 'proportional to 1/<i>η</i>′',
            short: '1/<i>η</i>′',
            role: 'predicted',
            beside: [law.name],
          },
        ],
      },
    ],
  };
}

export const figure = drawnOf(scalesStudy, lawFigure, (study) => study.artifacts);
