import { drawnOf } from '../../../figures/study-figure.ts';
import type { Curve, FigureData, Role } from '../../../figures/figure-data.ts';
import { formatNumber } from '../../../figures/numbers.ts';
import { gainFinding, levelsFinding, plateauFinding } from '../findings.ts';
import { designPlateaus, staircaseStudy, type StaircaseStudy } from '../selections.ts';

type StaircaseRecord = StaircaseStudy['seeds'][number]['pictures']['schedule'];

/** Losses below this are no longer shown, and 0 has no logarithm. */
const lowest = 1e-14;

function curve(name: string, role: Role, { step, loss }: StaircaseRecord, weight?: 'main'): Curve {
  const shown = step.flatMap((at, i) => (at > 0 ? [i] : []));
  return {
    kind: 'curve',
    name,
    role,
    weight,
    x: shown.map((i) => step[i]),
    y: shown.map((i) => (loss[i] < lowest ** 2 ? null : loss[i])),
  };
}

/** Loss over the steps of a schedule, of each of its ends alone, and the plateaus predicted. */
export function staircaseFigure(study: StaircaseStudy): FigureData {
  const { pictures } = study.seeds[0];
  const { learningRates, stageSteps } = study.settings;
  const [first, last] = [learningRates[0], learningRates[learningRates.length - 1]];
  const schedule = curve('schedule', 'measured', pictures.schedule, 'main');
  const constant = curve('smallest learning rate alone', 'second', pictures.constant);
  const undecayed = curve('never decayed', 'third', pictures.undecayed);
  const single = curve('a single bowl', 'control', pictures.single);
  const held = designPlateaus(study).filter(({ predicted }) => predicted !== null);
  return {
    id: 'fig-learning-rate-decay-staircase',
    title: plateauFinding(study),
    caption: `${levelsFinding(study)} ${gainFinding(study)} Blue: learning rates ${learningRates.join(', ')} for ${stageSteps} steps each; vermilion: <i>η</i> = ${last} alone; green: <i>η</i> = ${first} alone. Grey: the schedule on a single bowl, where <i>η</i> = ${first} is below the edge. Dashed: the predicted plateaus.`,
    description: `Loss against steps, both logarithmic. Predicted plateaus at ${held.map(({ predicted }) => predicted!.toPrecision(6)).join(' and ')}.`,
    x: {
      words: 'step',
      symbol: '<i>t</i>',
      unit: '',
      scale: 'log',
      domain: [1, 1e5],
    },
    panels: [
      {
        name: 'loss',
        y: { words: 'loss', symbol: '<i>f</i>', unit: '', scale: 'log', domain: [lowest, 1e2] },
        height: 320,
        series: [single, undecayed, constant, schedule],
        references: held.map(({ predicted, learningRate }) => ({
          name: `plateau at η = ${learningRate}`,
          line: 'horizontal',
          at: predicted!,
        })),
        labels: [
          { text: 'schedule', role: 'measured', beside: [schedule.name] },
          {
            text: `<i>η</i> = ${formatNumber(last)} alone`,
            short: 'small <i>η</i>',
            role: 'second',
            beside: [constant.name],
          },
          {
            text: `<i>η</i> = ${first} alone`,
            short: 'large <i>η</i>',
            role: 'third',
            beside: [undecayed.name],
          },
          { text: 'a single bowl', short: 'single', role: 'control', beside: [single.name] },
        ],
      },
    ],
  };
}

export const figure = drawnOf(staircaseStudy, staircaseFigure, (study) => study.seeds);
