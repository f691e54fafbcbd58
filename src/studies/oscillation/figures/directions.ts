import { drawnFrom } from '../../../figures/study-figure.ts';
import { edgeShare } from '../directions-schema.ts';
import type { Curve, FigureData, Panel, Points } from '../../../figures/figure-data.ts';
import { counted } from '../../../figures/numbers.ts';
import { stepsAround } from '../../../figures/scale.ts';
import { amplitudeAxes, identityCurve } from '../../../figures/identity.ts';
import { directionsFinding } from '../directions-findings.ts';
import { directionsRuns, type DirectionsRun } from '../selections.ts';
import { windowWords } from '../window-words.ts';

/** Eigenvalues by rank at the middle centre of each window. */
function spectrumPanel(runs: readonly DirectionsRun[]): Panel {
  const curves = runs.map(({ id, centres, learningRate }): Curve => {
    const { ratios } = centres[Math.floor(centres.length / 2)];
    return {
      kind: 'curve',
      name: id,
      role: learningRate === runs[0].learningRate ? 'measured' : 'second',
      x: ratios.map((_, i) => i + 1),
      y: ratios,
    };
  });
  const rates = [...new Set(runs.map(({ learningRate }) => learningRate))];
  const most = Math.max(...curves.map(({ x }) => x.length));
  return {
    name: 'eigenvalues',
    heading: 'Eigenvalues at the edge',
    x: { words: 'rank of the eigenvalue', symbol: '', unit: '', scale: 'linear', domain: [1, most] },
    y: {
      words: 'eigenvalue',
      symbol: '<i>λη</i>/2',
      unit: '',
      scale: 'linear',
      domain: stepsAround([0.9, 1.05, ...curves.flatMap(({ y }) => y as number[])], 0.05),
    },
    height: 280,
    series: curves,
    references: [{ name: 'at the edge', line: 'horizontal', at: edgeShare, label: String(edgeShare) }],
    labels: rates.map((rate, i) => ({
      text: `<i>η</i> = ${rate}`,
      role: i === 0 ? 'measured' : 'second',
      beside: runs.filter(({ learningRate }) => learningRate === rate).map(({ id }) => id),
    })),
  };
}

function amplitudePoints(runs: readonly DirectionsRun[], of: 'predicted' | 'predictedByOne'): Points {
  const amplitudes = runs.map((run) => run.amplitudes!);
  return {
    kind: 'points',
    name: of === 'predicted' ? 'all directions at the edge' : 'the sharpest alone',
    role: of === 'predicted' ? 'measured' : 'control',
    x: amplitudes.map((one) => one[of]),
    y: amplitudes.map(({ measured }) => measured),
  };
}

/** The eigenvalues at the edge, and the oscillation predicted from all of them and from the first alone. */
export function edgeDirectionsFigure(directions: readonly DirectionsRun[]): FigureData {
  const runs = directions.filter(({ amplitudes }) => amplitudes !== null);
  const points = (['predictedByOne', 'predicted'] as const).map((of) => amplitudePoints(runs, of));
  const values = points.flatMap(({ x, y }) => [...x, ...(y as number[])]);
  const { domain, x, y } = amplitudeAxes(values, { x: 'amplitude predicted', y: 'amplitude measured' });
  const identity = identityCurve(domain);
  return {
    id: 'fig-edge-of-stability-directions',
    title: directionsFinding(runs),
    caption: `Left: the largest eigenvalues of the Hessian in the middle of each window, in units of 2/<i>η</i>; those above the dashed line count as at the edge. Right: size of the oscillation over ${windowWords(runs)}, against the central flow of all directions at the edge (discs) and of the sharpest alone (rings, control). ${counted(runs.length, 'window')} of networks with ten outputs.`,
    description: `Left panel: eigenvalues by rank in units of 2/η, ${counted(runs.length, 'window')}. Right panel: measured against predicted amplitude.`,
    x,
    columns: 2,
    panels: [
      spectrumPanel(runs),
      {
        name: 'amplitudes',
        heading: 'Size of the oscillation',
        x,
        y,
        height: 280,
        series: [identity, ...points],
        labels: [
          { text: 'all directions', role: 'measured', beside: [points[1].name] },
          { text: 'sharpest alone', role: 'control', beside: [points[0].name] },
        ],
      },
    ],
  };
}

export const figure = drawnFrom(
  (results) => directionsRuns(results).filter(({ amplitudes }) => amplitudes !== null),
  edgeDirectionsFigure,
);
