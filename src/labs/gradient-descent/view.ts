import type { FigureData, Panel, Series } from '../../figures/figure-data.ts';
import { stepsAround } from '../../figures/scale.ts';
import { edgeRate } from '../../math/one-dimensional.ts';
import { cobweb, descentStep, type Attractor } from '../../math/orbits.ts';
import { axis } from '../axis.ts';
import { viewOf, type View } from '../view.ts';
import { diagram } from './prediction.ts';
import { largest, readingsOf, titleOf, type DescentShown } from './words.ts';

/** Farthest that a picture reaches. */
const farthest = 6;

/** The points of the end that are its own: one period, or none. */
const cycleOf = (end: Attractor): readonly number[] => (end.status === 'periodic' ? end.points : []);

function cobwebPanel({ loss, rate, start, path, end }: DescentShown): Panel {
  const reach = Math.min(Math.max(1.35 * largest(path), 1.35 * largest(cycleOf(end)), 1), farthest);
  const [low, high] = stepsAround([-reach, reach], 0.5);
  const grid = Array.from({ length: 161 }, (_, i) => low + ((high - low) * i) / 160);
  const line = grid.filter((_, i) => i % 4 === 0);
  const corners = cobweb(path).filter(([x]) => Math.abs(x) < 10 * high);
  const settled = cycleOf(end);
  const series: Series[] = [
    { kind: 'curve', name: 'x', role: 'control', x: line, y: line },
    { kind: 'curve', name: '−x', role: 'predicted', x: line, y: line.map((x) => -x) },
    {
      kind: 'curve',
      name: 'map',
      role: 'control',
      weight: 'main',
      x: grid,
      y: grid.map((x) => descentStep(loss, rate, x)),
    },
    {
      kind: 'curve',
      name: 'orbit',
      role: 'measured',
      x: [start, ...corners.map(([x]) => x)],
      y: [0, ...corners.map(([, y]) => y)],
    },
    { kind: 'points', name: 'start', role: 'measured', x: [start], y: [0] },
    {
      kind: 'points',
      name: 'cycle',
      role: 'second',
      shape: 'disc',
      x: settled,
      y: settled.map((x) => descentStep(loss, rate, x)),
    },
  ];
  return {
    name: 'cobweb',
    heading: 'A. Each step',
    x: axis('iterate', '<i>x</i><sub>k</sub>', [low, high]),
    y: axis('next iterate', '<i>x</i><sub>k+1</sub>', [low, high]),
    height: 330,
    series,
    labels: [
      { text: '<i>x</i><sub>0</sub>', role: 'measured', beside: ['start'] },
      { text: '<i>x</i> − <i>ηf</i>′(<i>x</i>)', role: 'control', beside: ['map'] },
      { text: '−<i>x</i>', role: 'predicted', beside: ['−x'] },
    ],
  };
}

function diagramPanel({ loss, rate, end, prediction }: DescentShown): Panel {
  const { rates, points, amplitudes, pitchfork } = diagram(loss);
  const edge = edgeRate(loss);
  const xs = points.map(({ x }) => x);
  const reach = Math.min(Math.max(1.1 * largest(xs), largest(prediction.cycle ?? []), 0.5), farthest);
  const domain = stepsAround([-reach, reach], 0.5);
  const settled = cycleOf(end);
  const now = Array.from({ length: 25 }, (_, i) => domain[0] + ((domain[1] - domain[0]) * i) / 24);
  const branches = ([1, -1] as const).map((sign): Series => ({
    kind: 'curve',
    name: sign > 0 ? 'predicted, +' : 'predicted, −',
    role: 'predicted',
    x: rates,
    y: amplitudes.map((x) => (x === null ? null : sign * x)),
  }));
  return {
    name: 'diagram',
    heading: 'B. Where it settles',
    x: axis('learning rate', '<i>η</i>', [rates[0], rates.at(-1)!]),
    y: axis('where it settles', '<i>x</i>*', domain),
    height: 330,
    series: [
      {
        kind: 'points',
        name: 'settled',
        role: 'measured',
        shape: 'dot',
        x: points.map((point) => point.rate),
        y: xs,
      },
      ...branches,
      { kind: 'curve', name: 'now', role: 'second', x: now.map(() => rate), y: now },
      {
        kind: 'points',
        name: 'cycle',
        role: 'second',
        shape: 'disc',
        x: settled.map(() => rate),
        y: settled,
      },
    ],
    references: [
      { name: 'edge', line: 'vertical', at: edge, label: 'edge' },
      ...(pitchfork !== null && pitchfork < rates.at(-1)!
        ? [{ name: 'pitchfork', line: 'vertical', at: pitchfork, label: 'pitchfork' } as const]
        : []),
    ],
    labels: [{ text: `<i>η</i> = ${rate.toFixed(2)}`, role: 'second', beside: ['now'] }],
  };
}

/** The iterates one after the other, with the points that theory expects them to settle on. */
function orbitFigure({ path, prediction }: DescentShown): FigureData {
  const seen = path.filter((x) => Math.abs(x) < farthest);
  const reach = Math.max(1.15 * largest(seen), 0.5);
  const last = Math.max(path.length - 1, 1);
  const expected = [...new Set(prediction.cycle ?? [])];
  return {
    id: 'orbit',
    title: 'The same orbit, step by step.',
    caption: 'Each point is an iterate; dashed, where theory says that they settle, where it knows.',
    description: `The iterates of ${path.length - 1} steps of gradient descent, from ${path[0]} to ${path.at(-1)!.toPrecision(6)}.`,
    x: axis('step', '<i>k</i>', [0, last]),
    panels: [
      {
        name: 'orbit',
        y: axis('iterate', '<i>x</i><sub>k</sub>', stepsAround([-reach, reach], 0.5)),
        height: 120,
        series: [
          { kind: 'curve', name: 'orbit', role: 'measured', x: path.map((_, k) => k), y: path },
          {
            kind: 'points',
            name: 'iterates',
            role: 'measured',
            shape: 'dot',
            x: path.map((_, k) => k),
            y: path,
          },
        ],
        references: expected.map((at, i) => ({ name: `expected ${i + 1}`, line: 'horizontal', at })),
        labels: [],
      },
    ],
  };
}

export function gradientDescentView(shown: DescentShown): View {
  const figure: FigureData = {
    id: 'gradient-descent',
    title: titleOf(shown),
    caption:
      'A: the orbit as a staircase between the map (grey curve) and the diagonal; on the dashed line a step changes only the sign. B: where orbits from ±0.4 settle at each learning rate; dashed, ±<i>x</i>* of the theorem, which stays a two-cycle where it no longer attracts.',
    description: `Cobweb of ${shown.path.length - 1} steps of gradient descent at learning rate ${shown.rate}, beside the bifurcation diagram of the same loss.`,
    x: axis('iterate', '<i>x</i><sub>k</sub>', [-1, 1]),
    columns: 2,
    panels: [cobwebPanel(shown), diagramPanel(shown)],
  };
  return viewOf([figure, orbitFigure(shown)], readingsOf(shown));
}
