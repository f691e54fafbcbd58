import { expect, test } from 'vitest';
import { drawFigure, type Size } from '../../src/figures/draw-figure.ts';
import { isMatrix, type FigureData, type Series } from '../../src/figures/figure-data.ts';
import { adiabaticSharpness } from '../../src/math/valley.ts';
import {
  controlFinding,
  convergenceFinding,
  hypothesesFinding,
  provedFinding,
  slowDirectionFinding,
} from '../../src/studies/orbits/findings.ts';
import { gainFinding, twoScalesFinding } from '../../src/studies/staircase/findings.ts';
import { quadraticFinding } from '../../src/studies/valley/findings.ts';
import { figuresOfRuns } from './results-of.ts';
import { exampleOrbits, exampleStaircase, exampleValley } from './theory-example.ts';

const study = {
  orbits: await exampleOrbits(),
  valley: await exampleValley(),
  staircase: await exampleStaircase(),
};
const figures = figuresOfRuns({
  orbits: [...study.orbits.seeds, study.orbits.diagram],
  valley: study.valley,
  staircase: study.staircase.seeds,
});

const figure = (id: string): FigureData => {
  const { data } = figures.find((one) => one.data.id === id)!;
  if (isMatrix(data)) throw new Error(`${id} is a matrix`);
  return data;
};

const series = (id: string, panel: string, name: string) => {
  const found = figure(id)
    .panels.find((one) => one.name === panel)!
    .series.find((one) => one.name === name) as Extract<Series, { y: unknown }> | undefined;
  if (!found) throw new Error(`${id}: no series ${name}`);
  return found;
};

test('the figures of the theory have the ids that the pages name', () => {
  expect(figures.map(({ data }) => data.id).sort()).toEqual([
    'fig-edge-of-stability-amplitude',
    'fig-edge-of-stability-bifurcation',
    'fig-edge-of-stability-cobweb',
    'fig-edge-of-stability-hypotheses',
    'fig-edge-of-stability-valley',
    'fig-learning-rate-decay-bowls',
    'fig-learning-rate-decay-staircase',
  ]);
});

test.each(figures.map(({ data }) => data))('$id can be drawn at every width', (data) => {
  for (const size of ['s', 'm', 'l'] as Size[]) expect(drawFigure(data, size)).toContain('</svg>');
  const words = [data.title, data.caption, data.description].join(' ');
  expect(words).not.toMatch(/undefined|NaN|not measured|<su[bp]>[^<]*<i>/);
});

test('the predicted amplitude is the closed form', () => {
  const { x, y } = series('fig-edge-of-stability-amplitude', 'amplitude', 'power-1, predicted');
  x.forEach((excess, i) => expect(y[i]! / Math.sqrt(excess ** 2 - 1)).toBeCloseTo(1, 10));
});

test('between the edge and the pitchfork the diagram has two points at ±√(η − 1)', () => {
  const { x, y } = series('fig-edge-of-stability-bifurcation', 'logarithm', 'logarithm, gradient descent');
  const between = x.flatMap((rate, i) => (rate > 1.1 && rate < 1.9 ? [[rate, y[i]!]] : []));
  expect(between.length).toBeGreaterThan(20);
  for (const [rate, at] of between) expect(Math.abs(at)).toBeCloseTo(Math.sqrt(rate - 1), 4);
});

test('every hypothesis has a panel with its orbits', () => {
  const { panels } = figure('fig-edge-of-stability-hypotheses');
  expect(panels).toHaveLength(7);
  for (const panel of panels) expect(panel.series.length).toBeGreaterThan(0);
});

test('the drift is drawn with the prediction of its own λ₀ and k', () => {
  const predicted = series('fig-edge-of-stability-valley', 'drift', 'predicted at k = 0.3');
  const at = predicted.x.findIndex((step) => step > 1000);
  expect(predicted.y[at]).toBeCloseTo(adiabaticSharpness(40, 0.1, 0.3, predicted.x[at]) / 20, 12);
  const measured = series('fig-edge-of-stability-valley', 'drift', 'k = 0.3');
  expect(measured.y[at]! / predicted.y[at]!).toBeCloseTo(1, 3);
});

test('the staircase lies on its plateaus before each decay, and falls below what is shown after the last', () => {
  const { x, y } = series('fig-learning-rate-decay-staircase', 'loss', 'schedule');
  const references = figure('fig-learning-rate-decay-staircase').panels[0].references!;
  expect(references).toHaveLength(2);
  for (const [end, { at }] of [
    [400, references[0]],
    [800, references[1]],
  ] as const)
    expect(y[x.findLastIndex((step) => step <= end)]! / at).toBeCloseTo(1, 4);
  expect(y.filter((loss) => loss !== null).at(-1)).toBeLessThan(1e-12);
});

test('findings follow the data', () => {
  expect(convergenceFinding(study.orbits)).toMatch(/^All 3,840 orbits on eight /);
  expect(controlFinding(study.orbits)).toContain('diverge');
  expect(hypothesesFinding(study.orbits)).toContain('any one of its seven');
  expect(provedFinding(study.orbits)).toContain('ln(1 + <i>x</i><sup>2</sup>) up to 1.50');
  expect(slowDirectionFinding(study.orbits)).toContain('All of them');
  expect(quadraticFinding(study.valley)).toMatch(/15 of 15 stay bounded.*quartic one 15 of 15 diverge/);
  expect(gainFinding(study.staircase)).toContain('899 steps');
  expect(twoScalesFinding(study.staircase)).toMatch(/506 steps.*alone 593/);
  const spoilt = {
    ...study.orbits,
    seeds: study.orbits.seeds.map((seed) => ({
      ...seed,
      families: seed.families.map((family) => ({ ...family, converged: 0.5 })),
      controls: seed.controls.map((control) => ({ ...control, bounded: 0.5 })),
    })),
  };
  expect(convergenceFinding(spoilt)).toMatch(/^Of 3,840 orbits .* 1,920 end/);
  expect(controlFinding(spoilt)).toContain('stay bounded');
});
