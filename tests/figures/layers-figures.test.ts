import { expect, test } from 'vitest';
import { drawFigure, type Size } from '../../src/figures/draw-figure.ts';
import { isMatrix, type FigureData, type MatrixData, type Series } from '../../src/figures/figure-data.ts';
import { predictedExponent } from '../../src/math/magnitudes.ts';
import { noiseFinding, separationFinding } from '../../src/studies/detector/findings.ts';
import { cellsFinding, edgeFinding, linearFinding } from '../../src/studies/origin/findings.ts';
import {
  countFinding,
  linearFinding as linearConstruction,
} from '../../src/studies/construction/findings.ts';
import { trainedFinding } from '../../src/studies/construction/trained-findings.ts';
import { figuresOfRuns } from './results-of.ts';
import { exampleConstruction, exampleDetector, exampleOrigin } from './layers-example.ts';

const study = {
  construction: await exampleConstruction(),
  origin: await exampleOrigin(),
  detector: await exampleDetector(),
};
const figures = figuresOfRuns({
  construction: study.construction.exact,
  'construction-trained': study.construction.trained,
  origin: study.origin,
  detector: study.detector.seeds,
});

const byId = (id: string) => figures.find(({ data }) => data.id === id)!.data;

function points(id: string, panel: string, name: string) {
  const figure = byId(id) as FigureData;
  const found = figure.panels
    .find((one) => one.name === panel)!
    .series.find((one) => one.name === name) as Extract<Series, { y: unknown }>;
  return found.x.map((x, i) => ({ x, y: found.y[i]! }));
}

test('the figures of the construction, the origin and the detector have the ids that the pages name', () => {
  expect(figures.map(({ data }) => data.id).sort()).toEqual([
    'fig-detector-accuracy',
    'fig-origin-cells',
    'fig-origin-two-by-two',
    'fig-two-layer-construction-densities',
    'fig-two-layer-construction-exponents',
    'fig-two-layer-construction-failures',
    'fig-two-layer-construction-magnitudes',
    'fig-two-layer-construction-trained',
  ]);
});

test.each(figures.map(({ data }) => data))(
  '$id can be drawn at every width, and says what it shows',
  (data) => {
    for (const size of ['s', 'm', 'l'] as Size[]) expect(drawFigure(data, size)).toContain('</svg>');
    const words = [data.title, data.caption, data.description].join(' ');
    expect(words).not.toMatch(/NaN|undefined|Infinity|null|<[^is/]/);
  },
);

test('the exponents that are drawn follow the law, those of the control do not move', () => {
  const id = 'fig-two-layer-construction-exponents';
  for (const { x, y } of points(id, 'growth exponent', 'tanh networks'))
    if (x >= 1.5 && x <= 2.5) expect(Math.abs(y - predictedExponent(x))).toBeLessThan(0.15);
  for (const { y } of points(id, 'growth exponent', 'linear networks')) expect(y).toBeCloseTo(2, 6);
});

test('the findings count what the artifacts hold', () => {
  expect(countFinding(study.construction)).toContain('in 12 of 12');
  expect(linearConstruction(study.construction)).toContain('has one scale however many');
  expect(trainedFinding(study.construction)).toContain('trained minima');
  expect(cellsFinding(study.origin)).toMatch(/6 of 6 minima.*0 of 2.*0 of 6.*0 of 2/);
  expect(linearFinding(study.origin)).toContain('8 of 8');
  expect(edgeFinding(study.origin)).toMatch(/8 of 8.*0 of 8/);
});

test('a network with a scale too many changes the sentence', () => {
  const [first, ...others] = study.construction.exact;
  const counts = first.counts.map((one, i) =>
    i === 3 ? { ...one, networkCount: one.networkCount + 1 } : one,
  );
  expect(first.counts[3].activation).not.toBe('identity');
  expect(countFinding({ ...study.construction, exact: [{ ...first, counts }, ...others] })).toContain(
    'in 11 of 12',
  );
});

test('every cell of the matrix has a class of its key', () => {
  const matrix = byId('fig-origin-cells') as MatrixData;
  expect(isMatrix(matrix)).toBe(true);
  const names = matrix.classes.map(({ name }) => name);
  for (const { cells } of matrix.rows)
    for (const cell of cells) if (cell) expect(names).toContain(cell.class);
});

test('the words about the detector name every separation and the worst noise', () => {
  for (const separation of study.detector.settings.separations)
    expect(separationFinding(study.detector)).toContain(`${separation} times`);
  expect(noiseFinding(study.detector)).toContain('one in a hundred');
});
