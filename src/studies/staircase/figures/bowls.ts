import { drawnOf } from '../../../figures/study-figure.ts';
import type { Curve, FigureData, Points } from '../../../figures/figure-data.ts';
import { counted, countWord } from '../../../figures/numbers.ts';
import { decadesAround } from '../../../figures/scale.ts';
import { designPlateaus, staircaseStudy, type StaircaseStudy } from '../selections.ts';

const shownLoss = 1e-18;

/** A bowl in a bowl in a bowl: the loss over decades of distance, and where each learning rate comes to rest. */
export function bowlsFigure(study: StaircaseStudy): FigureData {
  const { profile } = study.seeds[0].pictures;
  const { scales } = study.settings;
  const total: Curve = {
    kind: 'curve',
    name: 'loss',
    role: 'measured',
    weight: 'main',
    x: profile.x,
    y: profile.loss,
  };
  const bowls = profile.bowls.map((loss, i): Curve => ({
    kind: 'curve',
    name: `bowl of width ${scales[i].width}`,
    role: 'control',
    x: profile.x,
    y: loss,
  }));
  const slopes: Curve = { ...total, name: 'slope over distance', y: profile.slopes };
  const held = designPlateaus(study).filter(({ amplitude }) => amplitude !== null);
  const points = (name: string, y: readonly number[]): Points => ({
    kind: 'points',
    name,
    role: 'second',
    x: held.map(({ amplitude }) => amplitude!),
    y,
  });
  const resting = points(
    'plateaus',
    held.map(({ measured }) => measured),
  );
  const crossings = points(
    'cycles',
    held.map(({ learningRate }) => 2 / learningRate),
  );
  const rates = designPlateaus(study);
  const isAllButLast = rates.every(({ amplitude }, i) => (amplitude === null) === (i === rates.length - 1));
  const cycles = isAllButLast
    ? 'each learning rate but the last'
    : `${held.length} of ${counted(rates.length, 'learning rate')}`;
  return {
    id: 'fig-learning-rate-decay-bowls',
    title: `A loss of ${countWord(scales.length)} bowls inside each other has a two-cycle for ${cycles}.`,
    caption: `Above: the loss against the distance from its minimum; grey: the bowls that it is the sum of. Below: its slope over the distance. Squares: the two-cycle of each learning rate, where <i>f</i>′(<i>x</i>)/<i>x</i> = 2/<i>η</i>, and the loss there. Dashed: 2/<i>η</i>; a learning rate whose line lies above the curve has no cycle.`,
    description: `Loss and f′(x)/x against distance, all logarithmic. Cycles at ${held.map(({ amplitude }) => amplitude!.toPrecision(4)).join(' and ')}.`,
    x: {
      words: 'distance from the minimum',
      symbol: '|<i>x</i>|',
      unit: '',
      scale: 'log',
      domain: [1e-8, 1e2],
    },
    panels: [
      {
        name: 'loss',
        y: { words: 'loss', symbol: '<i>f</i>', unit: '', scale: 'log', domain: [shownLoss, 1e2] },
        height: 260,
        series: [...bowls, total, resting],
        labels: [
          { text: 'loss', role: 'measured', beside: [total.name] },
          { text: 'single bowls', role: 'control', beside: bowls.map(({ name }) => name) },
          { text: 'plateaus', role: 'second', beside: [resting.name] },
        ],
      },
      {
        name: 'slope over distance',
        y: {
          words: 'slope over distance',
          symbol: '<i>f</i>′(<i>x</i>)/<i>x</i>',
          unit: '',
          scale: 'log',
          domain: decadesAround([
            ...profile.slopes,
            ...study.settings.learningRates.map((learningRate) => 2 / learningRate),
          ]),
        },
        height: 200,
        series: [slopes, crossings],
        references: study.settings.learningRates.map((learningRate) => ({
          name: `2/η at η = ${learningRate}`,
          line: 'horizontal',
          at: 2 / learningRate,
        })),
        labels: [{ text: 'two-cycles', role: 'second', beside: [crossings.name] }],
      },
    ],
  };
}

export const figure = drawnOf(staircaseStudy, bowlsFigure, (study) => study.seeds.slice(0, 1));
