import type { StudyFigure } from '../../../figures/study-figure.ts';
import type { FigureData, Points, Role } from '../../../figures/figure-data.ts';
import { counted } from '../../../figures/numbers.ts';
import { decadesAround, roundAround } from '../../../figures/scale.ts';
import { absences, controlledWindows, controlsFinding, misuseFinding } from '../controls-findings.ts';
import { windowRuns, type WindowRun } from '../selections.ts';
import { windowWords } from '../window-words.ts';

const roles: readonly Role[] = ['control', 'second', 'third', 'fourth'];

/** Below this share there is no oscillation, and it is drawn at the bottom of its axis. */
const none = 1e-10;

/** Oscillations where there must be none, as shares of the one at the edge. */
export function edgeControlsFigure(runs: readonly WindowRun[]): FigureData {
  const windows = controlledWindows(runs);
  const points = absences.map(({ name, of }, i): Points => ({
    kind: 'points',
    name,
    role: roles[i],
    x: windows.map(({ measured }) => measured),
    y: windows.map(({ measured, controls }) => Math.max(of(controls) / measured, none)),
  }));
  const shares = points.flatMap(({ y }) => y as number[]);
  return {
    id: 'fig-edge-of-stability-controls',
    title: controlsFinding(runs),
    caption: `${misuseFinding(runs)} Size of the oscillation before the crossing, after ${windowWords(runs)} at half the learning rate, and along directions that are not at the edge, over its size along the sharpest direction at the edge (1, dashed). One mark a window, ${counted(windows.length, 'window')}.`,
    description: `Shares of the oscillation at the edge against its size, both logarithmic, for ${absences.map(({ name }) => name).join(', ')}.`,
    x: {
      words: 'amplitude at the edge',
      symbol: '',
      unit: 'Euclidean norm',
      scale: 'log',
      domain: roundAround(windows.map(({ measured }) => measured)),
    },
    panels: [
      {
        name: 'controls',
        y: {
          words: 'amplitude in the control over that at the edge',
          symbol: '',
          unit: '',
          scale: 'log',
          domain: [Math.min(...decadesAround(shares), 1e-3), 10],
        },
        height: 260,
        series: points,
        references: [{ name: 'as at the edge', line: 'horizontal', at: 1, label: 'as at the edge' }],
        labels: points.map(({ name, role }) => ({
          text: name,
          short: name.replace(/^(at|along) /, ''),
          role,
          beside: [name],
        })),
      },
    ],
  };
}

/** Where no contested window has controls, there is no figure. */
export const figure: StudyFigure = (results) => {
  const runs = windowRuns(results);
  return controlledWindows(runs).length === 0 ? null : { data: edgeControlsFigure(runs), runs };
};
