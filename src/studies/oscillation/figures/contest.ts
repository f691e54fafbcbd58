import { drawnFrom } from '../../../figures/study-figure.ts';
import { amplitudeRatio, contestedRuns, contestRules, theories } from '../contest-statistics.ts';
import type { FigureData, Points } from '../../../figures/figure-data.ts';
import { counted, formatPercent } from '../../../figures/numbers.ts';
import { contestFinding, undefinedFinding } from '../contest-findings.ts';
import { amplitudeAxes, identityCurve } from '../../../figures/identity.ts';
import { forJudge } from '../../../claims/results.ts';
import { windowRuns, type WindowRun } from '../selections.ts';
import { theoryStyles } from '../theory-words.ts';
import { windowWords } from '../window-words.ts';

type Runs = ReturnType<typeof contestedRuns>;

/** Predicted against measured amplitude of one theory; windows in which it predicts none are left out. */
function theoryPoints(runs: Runs, theory: (typeof theories)[number]): Points {
  const { name, role } = theoryStyles[theory];
  const pairs = runs.flatMap(({ output }) => {
    const ratio = amplitudeRatio(output, theory);
    return ratio === null
      ? []
      : [{ measured: output.amplitudes!.measured, predicted: output.amplitudes![theory]! }];
  });
  return {
    kind: 'points',
    name,
    role,
    x: pairs.map(({ predicted }) => predicted),
    y: pairs.map(({ measured }) => measured),
  };
}

/** Windows outside the contest, where the formula of one direction does not speak. */
function outsidePoints(all: Runs, contested: Runs): Points {
  const others = all.filter((run) => !contested.includes(run) && run.output.amplitudes !== null);
  return {
    kind: 'points',
    name: 'central flow, outside the contest',
    role: 'control',
    x: others.map(({ output }) => output.amplitudes!.centralFlow),
    y: others.map(({ output }) => output.amplitudes!.measured),
  };
}

/** The amplitude that each theory predicts against the one measured, one mark a window. */
export function edgeContestFigure(windows: readonly WindowRun[]): FigureData {
  const all = [...forJudge(windows)];
  const runs = contestedRuns(all);
  const points = theories.map((theory) => theoryPoints(runs, theory));
  const outside = outsidePoints(all, runs);
  const drawn = [outside, ...points].filter(({ x }) => x.length > 0);
  const values = drawn.flatMap(({ x, y }) => [...x, ...(y as number[])]).filter((value) => value > 0);
  const { domain, x, y } = amplitudeAxes(values.length > 0 ? values : [0.1, 1], {
    x: 'amplitude predicted',
    y: 'amplitude measured',
  });
  const identity = identityCurve(domain);
  const steady = `the spread of sharpness·<i>η</i>/2 is below ${contestRules.deviation} and the second eigenvalue stays below ${contestRules.secondRatio} times 2/<i>η</i>`;
  return {
    id: 'fig-edge-of-stability-contest',
    title: contestFinding(windows),
    caption: `${undefinedFinding(windows)} One mark a window of ${windowWords(windows)}, ${counted(runs.length, 'window')} in which ${steady}. Dashed: predicted and measured are equal. Grey rings: the central flow in the windows where that is not so, for which the formula of one direction is not made.`,
    description: `Measured against predicted amplitude, both logarithmic, for ${theories.map((theory) => theoryStyles[theory].name).join(', ')}. ${counted(runs.length, 'window')}; good means within ${formatPercent(contestRules.good)}.`,
    x,
    panels: [
      {
        name: 'amplitudes',
        y,
        height: 380,
        series: [identity, ...drawn],
        labels: [
          ...theories.flatMap((theory, i) => {
            const { label, short, role, name } = theoryStyles[theory];
            return points[i].x.length > 0 ? [{ text: label, short, role, beside: [name] }] : [];
          }),
          {
            text: 'predicted = measured',
            short: 'equal',
            role: 'predicted' as const,
            beside: [identity.name],
          },
        ],
      },
    ],
  };
}

export const figure = drawnFrom(
  (results) => windowRuns(results).filter(({ amplitudes }) => amplitudes !== null),
  edgeContestFigure,
);
