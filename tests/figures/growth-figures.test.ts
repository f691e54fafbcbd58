import { expect, test } from 'vitest';
import { drawFigure } from '../../src/figures/draw-figure.ts';
import type { Curve } from '../../src/figures/figure-data.ts';
import { directionsFigure } from '../../src/studies/growth/figures/directions.ts';
import { riseFigure } from '../../src/studies/growth/figures/rise.ts';
import { exampleStudy, quadratic, subquadratic, superquadratic } from './growth-example.ts';

const study = exampleStudy();
const figure = riseFigure(study);
const curves = (panel: number) =>
  figure.panels[panel].series.filter((series): series is Curve => series.kind === 'curve');

test('a seed’s curve is the median over its top eigenvectors', () => {
  const seed = curves(0).find(({ name }) => name === 'tanh network, seed 0')!;
  const t = study.tanh[0].growth[0].t;
  expect(seed.x).toEqual(t);
  expect(seed.y[100]).toBeCloseTo(subquadratic(5)(t[100]), 12);
});

test('the parabola has the median curvature', () => {
  const parabola = curves(0).find(({ role }) => role === 'predicted')!;
  expect(parabola.y[80]).toBeCloseTo(quadratic(5)(parabola.x[80]), 12);
});

test('the band spans every slice', () => {
  const [band] = figure.panels[0].series.filter((series) => series.kind === 'band');
  const t = band.x[120];
  expect([band.low[120], band.high[120]]).toEqual([subquadratic(4)(t), subquadratic(6)(t)]);
});

test('an exponent that is not resolved is a gap', () => {
  const seed = curves(1).find(({ name }) => name === 'tanh network, seed 1')!;
  expect(seed.y.filter((value) => value === null)).toHaveLength(
    study.tanh[0].growth[0].p.filter((value) => value === null).length,
  );
});

test('the strip is the range of quadratic radii, and absent where a slice has none', () => {
  const radius = study.tanh[0].growth[0].quadraticRadius!;
  expect(figure.strip!.at).toBeCloseTo(radius, 12);
  expect(riseFigure(exampleStudy(quadratic)).strip).toBeUndefined();
});

test.each([
  ['subquadratic', subquadratic],
  ['quadratic', quadratic],
  ['superquadratic', superquadratic],
])('figures can be drawn of a loss that is %s', (_, rise) => {
  const other = exampleStudy(rise);
  for (const size of ['s', 'm', 'l'] as const) {
    expect(drawFigure(riseFigure(other), size)).toContain('tanh network, seed 1');
    expect(drawFigure(directionsFigure(other), size)).toContain('gradient, seed 1');
  }
});
