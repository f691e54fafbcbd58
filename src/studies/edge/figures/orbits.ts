import type { StudyFigure } from '../../../figures/study-figure.ts';
import { slicedRate } from '../settings.ts';
import type { Orbit } from '../schema.ts';
import type { Curve, FigureData, Panel, Points, Role } from '../../../figures/figure-data.ts';
import { counted, formatNumber, spanned } from '../../../figures/numbers.ts';
import { stepsAround } from '../../../figures/scale.ts';
import { orbitControlFinding, orbitFinding } from '../orbits-findings.ts';
import { sliceSlopes } from '../slice-slopes.ts';
import { atRate, descentsOf, edgeRuns, type EdgeRun } from '../selections.ts';

const distances: readonly [number, number] = [0.1, 5];
const orbitSteps = 60;

const orbitRoles: readonly Role[] = ['fifth', 'third', 'measured', 'fourth', 'second'];

/** |x| step by step. */
const orbitCurve = ({ path, excess }: Orbit, role: Role, name: string): Curve => ({
  kind: 'curve',
  name: `${name}, ${excess} times the edge`,
  role,
  x: path.slice(0, orbitSteps + 1).map((_, step) => step),
  y: path.slice(0, orbitSteps + 1).map(Math.abs),
});

/** The orbits of one slice at each learning rate, with the amplitude predicted of each. */
function orbitPanel(run: EdgeRun, control: EdgeRun | undefined): Panel {
  const orbits = run.orbits.filter(({ direction }) => direction === run.orbits[0].direction);
  const measured = orbits.map((orbit, i) => orbitCurve(orbit, orbitRoles[i % orbitRoles.length], 'network'));
  const lost = (control?.orbits ?? [])
    .filter(({ direction }) => direction === control!.orbits[0].direction)
    .map((orbit) => orbitCurve(orbit, 'control', 'linear network'));
  return {
    name: 'orbits',
    heading: 'Descent on one slice',
    x: { words: 'step', symbol: '', unit: '', scale: 'linear', domain: [0, orbitSteps] },
    y: {
      words: 'distance from the centre',
      symbol: '|<i>x</i>|',
      unit: 'Euclidean norm',
      scale: 'log',
      domain: [0.1, 10],
    },
    height: 300,
    series: [...lost, ...measured],
    references: orbits.flatMap(({ predicted, excess }) =>
      predicted === null
        ? []
        : [{ name: `predicted at ${excess} times the edge`, line: 'horizontal' as const, at: predicted }],
    ),
    labels: [
      ...measured.map(({ name, role }, i) => ({
        text: formatNumber(orbits[i].excess),
        role,
        beside: [name],
      })),
      ...(lost.length > 0
        ? [{ text: 'linear (control)', role: 'control' as const, beside: lost.map(({ name }) => name) }]
        : []),
    ],
  };
}

/** f′(x)/x along every slice of a network, in units of its curvature. */
const slopeCurves = (runs: readonly EdgeRun[], network: string, role: Role): readonly Curve[] =>
  runs.flatMap(({ seed, slices, eigenpairs }) =>
    slices.map((slice, i): Curve => {
      const { t, slopes } = sliceSlopes(slice);
      const kept = t.flatMap((distance, j) =>
        j % 2 === 0 && distance >= distances[0] * 0.999 && distance <= distances[1] * 1.001 ? [j] : [],
      );
      return {
        kind: 'curve',
        name: `${network}, seed ${seed}, ${slice.direction}`,
        role,
        x: kept.map((j) => t[j]),
        y: kept.map((j) => slopes[j] / eigenpairs[i].value),
      };
    }),
  );

/** Measured amplitudes at the height that the relation gives them. */
function amplitudePoints(runs: readonly EdgeRun[]): Points {
  const settled = runs.flatMap(({ orbits }) => orbits.filter(({ status }) => status === 'period 2'));
  return {
    kind: 'points',
    name: 'amplitude of the cycle',
    role: 'second',
    shape: 'ring',
    x: settled.map(({ amplitude }) => amplitude!),
    y: settled.map(({ excess }) => 1 / excess),
  };
}

function relationPanel(all: readonly EdgeRun[], runs: readonly EdgeRun[]): Panel {
  const tanh = slopeCurves(runs, 'tanh network', 'measured');
  const linear = slopeCurves(descentsOf(all, 'linear').slice(0, 1), 'linear network', 'control');
  const points = amplitudePoints(runs);
  const values = [...tanh, ...linear].flatMap(({ y }) => y as number[]);
  return {
    name: 'relation',
    heading: 'All slices',
    x: {
      words: 'distance from the centre',
      symbol: '<i>x</i>',
      unit: 'Euclidean norm',
      scale: 'log',
      domain: distances,
    },
    y: {
      words: 'slope over distance, in curvatures',
      symbol: '<i>f</i>′(<i>x</i>)/[<i>x</i> <i>f</i>″(0)]',
      unit: '',
      scale: 'linear',
      domain: stepsAround([0, 1.1, ...values], 0.2),
    },
    height: 300,
    series: [...linear, ...tanh, points],
    labels: [
      ...(linear.length > 0
        ? [{ text: 'linear (control)', role: 'control' as const, beside: linear.map(({ name }) => name) }]
        : []),
      { text: 'slices', role: 'measured', beside: tanh.map(({ name }) => name) },
      { text: 'amplitude of the cycle', short: 'cycle', role: 'second', beside: [points.name] },
    ],
  };
}

/** Gradient descent on measured slices: orbits of one, and the amplitudes of all against f′(x)/x = 2/η. */
export function edgeOrbitsFigure(all: readonly EdgeRun[]): FigureData {
  const runs = atRate(all, slicedRate).filter(({ orbits }) => orbits.length > 0);
  const control = descentsOf(all, 'linear').find(({ orbits }) => orbits.length > 0);
  const [panelOrbits, panelRelation] = [orbitPanel(runs[0], control), relationPanel(all, runs)];
  const amplitudes = runs.flatMap(({ orbits }) =>
    orbits.flatMap(({ amplitude }) => (amplitude === null ? [] : [amplitude])),
  );
  const range = amplitudes.length === 0 ? 'none' : spanned(amplitudes);
  return {
    id: 'fig-edge-of-stability-orbits',
    title: orbitFinding(all),
    caption: `${orbitControlFinding(all)} Left: distance from the centre step by step on the first slice of seed ${runs[0].seed}, at learning rates given as multiples of 2/<i>f</i>″(0); dashed: the amplitude that the relation predicts. Right: <i>f</i>′(<i>x</i>)/<i>x</i> over the curvature <i>f</i>″(0) along the slices of ${counted(runs.length, 'seed')}; rings: the amplitude of each cycle, at the height 2/[<i>η</i> <i>f</i>″(0)]. A ring on its curve fulfils the relation.`,
    description: `Left panel: |x| against the step of the orbits on one slice, with their predicted amplitudes, and orbits of the linear network. Right panel: f′(x)/x over f″(0) against x, with the measured amplitudes (${range}). ${counted(runs.length, 'seed')}.`,
    x: panelRelation.x!,
    columns: 2,
    panels: [panelOrbits, panelRelation],
  };
}

export const figure: StudyFigure = (results) => {
  const all = edgeRuns(results);
  const runs = atRate(all, slicedRate).filter(({ orbits }) => orbits.length > 0);
  return runs.length === 0
    ? null
    : { data: edgeOrbitsFigure(all), runs: [...runs, ...descentsOf(all, 'linear')] };
};
