import { expect, test } from 'vitest';
import { sizes, drawFigure, type Size } from '../../src/figures/draw-figure.ts';
import type { Verdict } from '../../src/claims/claim.ts';
import type { Curve, FigureData, Points } from '../../src/figures/figure-data.ts';
import { edgeContestFigure } from '../../src/studies/oscillation/figures/contest.ts';
import { edgeControlsFigure } from '../../src/studies/oscillation/figures/controls.ts';
import { edgeDosesFigure } from '../../src/studies/oscillation/figures/doses.ts';
import { edgeOrbitsFigure } from '../../src/studies/edge/figures/orbits.ts';
import { summaryOf } from '../../src/registry/summaries.ts';
import { sliceSlopes } from '../../src/studies/edge/slice-slopes.ts';
import { edgeTrainingFigure } from '../../src/studies/edge/figures/training.ts';
import { buildOf, exampleEdge, quadratic, subquadratic, type EdgeExample } from './edge-example.ts';
import { figuresOfRuns, resultsOf } from './results-of.ts';

const study = exampleEdge();
const series = <K extends 'curve' | 'points'>(figure: FigureData, kind: K) =>
  figure.panels
    .flatMap((panel) => panel.series)
    .filter((one): one is Extract<Curve | Points, { kind: K }> => one.kind === kind);

test('f′(t)/t of a slice is right without the loss at its centre', () => {
  const [{ slices }] = study.descents.filter(({ variant }) => variant === 'tanh4-0.3');
  const { t, slopes } = sliceSlopes(slices[0]);
  for (const i of [2, 40, 80, 118])
    expect(slopes[i] / ((6 * subquadratic.slope(t[i])) / t[i])).toBeCloseTo(1, 2);
});

test('every ring of the orbits lies on its slice', () => {
  const figure = edgeOrbitsFigure(study.descents);
  const [rings] = series(figure, 'points');
  expect(rings.x).toHaveLength(6);
  rings.x.forEach((x, i) => expect(rings.y[i]! * Math.sqrt(1 + x ** 2)).toBeCloseTo(1, 4));
});

test('the sharpness is drawn with 2/η of every judged learning rate', () => {
  const [panel] = edgeTrainingFigure(study.descents).panels;
  expect(panel.references!.map(({ at }) => at)).toEqual([10, 2 / 0.3, 4]);
  const line = panel.series.find(({ kind, name }) => kind === 'curve' && name === 'η = 0.2') as Curve;
  expect(line.y.at(-1)).toBeCloseTo(10 * 1.0205, 12);
});

test('windows with a second direction at the edge stand outside the contest', () => {
  const points = series(edgeContestFigure(study.windows), 'points');
  const counts = Object.fromEntries(points.map(({ name, x }) => [name, x.length]));
  expect(counts).toEqual({
    'central flow, outside the contest': 1,
    'f′(x)/x = 2/η': 2,
    chord: 2,
    'central flow': 2,
  });
});

test('a theory that predicts no oscillation has no marks, and the caption says so', () => {
  const figure = edgeContestFigure(exampleEdge(subquadratic, { centralFlow: 1.01, evenCycle: null }).windows);
  expect(series(figure, 'points').map(({ name }) => name)).not.toContain('f′(x)/x = 2/η');
  expect(figure.caption).toContain('in 2 of 2');
});

test('the course of a dose that ends the oscillation stays on its axis', () => {
  const [course] = edgeDosesFigure(study.doses).panels;
  const [low] = course.y.domain;
  for (const one of course.series as Curve[])
    for (const value of one.y) expect(value).toBeGreaterThanOrEqual(low);
});

test('controls are shares of the oscillation at the edge', () => {
  const halved = series(edgeControlsFigure(study.windows), 'points').find(({ name }) =>
    name.includes('half'),
  )!;
  expect(halved.y[0]).toBeCloseTo(1e-6 / 0.2, 15);
});

const relationWins = { centralFlow: 3, evenCycle: 1.01 };

test.each([
  ['subquadratic slices and the central flow', study],
  ['slices that are quadratic', exampleEdge(quadratic)],
  ['the paper’s relation', exampleEdge(subquadratic, relationWins, 0.09)],
  ['no theory', exampleEdge(subquadratic, { centralFlow: 3, evenCycle: null })],
])('every figure can be drawn where the data favour %s', (_, example) => {
  const figures = figuresOfRuns(buildOf(example));
  expect(figures).toHaveLength(6);
  for (const { data } of figures)
    for (const size of Object.keys(sizes) as Size[]) {
      const svg = drawFigure(data, size);
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
      expect(`${data.title}${data.caption}`).not.toMatch(/NaN|undefined|Infinity/);
    }
});

const standfirst = (verdict: Verdict, example: EdgeExample) =>
  summaryOf('R3').standfirst(resultsOf(buildOf(example), { verdict }));

test('sentences follow the data', () => {
  expect(standfirst('partly', study)).toContain('another theory, the central flow');
  expect(standfirst('partly', exampleEdge(quadratic))).toContain('does not always predict');
  const other = exampleEdge(subquadratic, relationWins, 0.09);
  expect(standfirst('supported', other)).toContain('In the whole network too');
  expect(edgeDosesFigure(other.doses).title).toContain('in 0 of 2 seeds');
  expect(edgeContestFigure(other.windows).title).toMatch(/^The relation/);
});

test('a figure without data is left out', () => {
  expect(figuresOfRuns(buildOf({ descents: [], windows: [], doses: [], directions: [] }))).toEqual([]);
});
