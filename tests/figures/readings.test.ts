import { expect, test } from 'vitest';
import { drawFigure } from '../../src/figures/draw-figure.ts';
import { nearest, readablesOf, type Plot } from '../../src/figures/readings.ts';
import { everything } from './grammar-example.ts';
import { pathVertices } from './path-vertices.ts';

const svg = drawFigure(everything, 'l');
const plots = [...svg.matchAll(/data-plot="([^"]*)"/g)].map(([, plot]) =>
  plot.split(' ').map(Number),
) as unknown as Plot[];
const readables = everything.panels.map((panel, i) => readablesOf(everything, panel, plots[i]));

test('a reading stands where its mark is drawn, on linear and on log axes', () => {
  for (const { name, readings } of readables.flat()) {
    const [, d] = new RegExp(`data-series="${name}"[^>]* d="([^"]*)"`).exec(svg)!;
    const drawn = pathVertices(d);
    expect(readings).toHaveLength(drawn.length);
    readings.forEach(({ at }, i) => {
      expect(at[0]).toBeCloseTo(drawn[i][0], 0);
      expect(at[1]).toBeCloseTo(drawn[i][1], 0);
    });
  }
});

test('gaps are passed over and error bars are read', () => {
  const [{ readings }] = readables[0];
  expect(readings.map(({ x }) => x)).toEqual([1, 5, 7]);
  expect(readings.map(({ range }) => range)).toEqual([[0.5, 1.5], [1.5, 2.5], null]);
});

test('the nearest reading is found within reach only', () => {
  const [x, y] = readables[0][1].readings[1].at;
  expect(nearest(readables[0], [x, y - 1], 20)).toEqual([1, 1]);
  expect(nearest(readables[0], [x + 100, y - 60], 20)).toBeNull();
});
