import { expect, test } from 'vitest';
import { drawFigure, sizes, type Size } from '../../src/figures/draw-figure.ts';
import type { FigureData } from '../../src/figures/figure-data.ts';
import { pathVertices } from './path-vertices.ts';

const x = [0.1, 1, 10, 100, 1000];
const figure: FigureData = {
  id: 'fig-test-powers',
  title: 'Powers of <i>t</i> are straight lines',
  caption: '',
  description: 'Two lines.',
  x: { words: 'distance', symbol: '<i>t</i>', unit: 'm', scale: 'log', domain: [0.1, 100] },
  strip: { name: 'middle', from: 1, at: 2, to: 4, label: 'middle' },
  panels: [
    {
      name: 'powers',
      y: { words: 'power', symbol: '<i>y</i>', unit: 'dimensionless', scale: 'log', domain: [0.01, 1e4] },
      height: 200,
      series: [
        { kind: 'band', name: 'range', x, low: x.map((t) => t / 2), high: x.map((t) => 2 * t) },
        { kind: 'curve', name: 'square', role: 'measured', x, y: x.map((t) => t ** 2) },
        { kind: 'curve', name: 'gap', role: 'control', x, y: [1, null, 3, 4, null] },
      ],
      labels: [
        { text: 'the square', short: 'square', role: 'measured', beside: ['square'] },
        { text: 'with a gap', role: 'control', beside: ['gap'] },
      ],
    },
  ],
};

const path = (svg: string, series: string) => {
  const [, points, d] = svg.match(new RegExp(`data-series="${series}" data-points="(\\d+)" d="([^"]*)"`))!;
  return {
    points: Number(points),
    at: pathVertices(d),
  };
};

const each = Object.keys(sizes) as Size[];

test.each(each)('at size %s every point of the data is drawn, those off the plot too', (size) => {
  const svg = drawFigure(figure, size);
  expect(path(svg, 'square')).toMatchObject({ points: 5 });
  expect(path(svg, 'square').at).toHaveLength(5);
  expect(path(svg, 'range').at).toHaveLength(10);
});

test('a null leaves a gap and is not counted', () => {
  const { points, at } = path(drawFigure(figure, 'l'), 'gap');
  expect(points).toBe(3);
  expect(at).toHaveLength(3);
});

test.each(each)('at size %s points lie where their data say', (size) => {
  const svg = drawFigure(figure, size);
  const [left, right] = svg
    .match(/data-axis="x" data-scale="log"><path class="axis" d="M([\d.]+) [\d.]+L([\d.]+)/)!
    .slice(1)
    .map(Number);
  const [bottom, top] = svg
    .match(/data-axis="y" data-scale="log"><path class="axis" d="M[\d.]+ ([\d.]+)L[\d.]+ ([\d.]+)/)!
    .slice(1)
    .map(Number);
  path(svg, 'square').at.forEach(([px, py], i) => {
    expect(px).toBeCloseTo(left + ((right - left) * (Math.log10(x[i]) + 1)) / 3, 0);
    expect(py).toBeCloseTo(bottom + ((top - bottom) * (2 * Math.log10(x[i]) + 2)) / 6, 0);
  });
});

test('axes name quantity, symbol and unit', () => {
  const svg = drawFigure(figure, 'l').replaceAll(/<\/?tspan[^>]*>/g, '');
  expect(svg).toContain('>distance, t (m)<');
  expect(svg).toContain('>power, y (dimensionless)<');
});

test('a narrow figure has its short labels', () => {
  expect(drawFigure(figure, 's')).toContain('>square<');
  expect(drawFigure(figure, 'l')).toContain('>the square<');
});

test('the text alternative is the title and the description', () => {
  const svg = drawFigure(figure, 'm');
  expect(svg).toContain('<title id="fig-test-powers-m-title">Powers of t are straight lines</title>');
  expect(svg).toContain('<desc id="fig-test-powers-m-description">Two lines.</desc>');
});
