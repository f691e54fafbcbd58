import { expect, test } from 'vitest';
import { drawFigure, sizes, type Size } from '../../src/figures/draw-figure.ts';
import { axisTitle } from '../../src/figures/figure-data.ts';
import { figureCsv, matrixCsv, panelTables } from '../../src/figures/figure-table.ts';
import { everything, matrix } from './grammar-example.ts';

const each = Object.keys(sizes) as Size[];
const attributes = (svg: string, series: string) => {
  const tag = new RegExp(`<\\w+[^>]* data-series="${series}"[^>]*>`).exec(svg)![0];
  return Object.fromEntries([...tag.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
};
const moves = (d: string) =>
  [...d.matchAll(/M([-.\d]+),([-.\d]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
/** `left top right bottom` of each panel, in px. */
const plots = (svg: string) =>
  [...svg.matchAll(/data-plot="([^"]*)"/g)].map(([, plot]) => plot.split(' ').map(Number));

test.each(each)('at size %s a mark stands at each point that has a value', (size) => {
  const svg = drawFigure(everything, size);
  const { d, 'data-points': count } = attributes(svg, 'measured');
  const [left, top, right, bottom] = plots(svg)[0];
  expect(count).toBe('3');
  const expected = [
    [1, 1],
    [5, 2],
    [7, 3],
  ].map(([x, y]) => [left + (x / 10) * (right - left), bottom - (y / 4) * (bottom - top)]);
  moves(d).forEach(([x, y], i) => {
    expect(x).toBeCloseTo(expected[i][0], 0);
    expect(y).toBeCloseTo(expected[i][1], 0);
  });
});

test('error bars are drawn where both their ends are known', () => {
  expect(drawFigure(everything, 'l')).toContain('data-errors="2"');
});

test('two roles differ by shape, not by colour alone', () => {
  const svg = drawFigure(everything, 'l');
  const shapes = ['measured', 'expected'].map((series) => attributes(svg, series)['class'].split(' ')[1]);
  expect(shapes).toEqual(['disc', 'plus']);
});

test('a staircase goes across at the old value and has one vertex a point', () => {
  const { d } = attributes(drawFigure(everything, 'l'), 'loss');
  expect(d).toMatch(/^M[\d.]+,[\d.]+(H[\d.]+L[\d.]+,[\d.]+){3}$/);
  for (const [, across, x] of d.matchAll(/H([\d.]+)L([\d.]+)/g)) expect(across).toBe(x);
});

test('a field has a cell for each share', () => {
  const svg = drawFigure(everything, 'l');
  expect(attributes(svg, 'shares')['data-points']).toBe('5');
  expect(
    svg
      .split('data-series="shares"')[1]
      .split('</g>')[0]
      .match(/M[\d.]+,/g),
  ).toHaveLength(5);
});

test('panels stand side by side where there is room, else one under another', () => {
  const [first, second, third] = plots(drawFigure(everything, 'l'));
  expect(second[1]).toBe(first[1]);
  expect(second[0]).toBeGreaterThan(first[2]);
  expect(third[1]).toBeGreaterThan(first[3]);
  const narrow = plots(drawFigure(everything, 's'));
  expect(new Set(narrow.map(([left]) => left)).size).toBe(1);
  expect(narrow[1][1]).toBeGreaterThan(narrow[0][3]);
});

test('a panel with an x axis of its own has its labels and title', () => {
  const svg = drawFigure(everything, 'l').replaceAll(/<\/?tspan[^>]*>/g, '');
  expect(svg).toContain('>step, x<');
  expect(svg.match(/>distance, x \(m\)</g)).toHaveLength(1);
});

test('a title wider than its column is set in two lines', () => {
  const svg = drawFigure(everything, 'm');
  expect(svg).toMatch(
    /<text class="title"[^>]*><tspan x="0" y="[\d.]+">height above the lowest ground of the whole valley,/,
  );
});

test('a log axis of fewer than three powers of ten has ticks at 1, 2 and 5', () => {
  const svg = drawFigure(everything, 'l');
  const labels = [
    ...svg.split(/data-panel="(?:steps|field)"/)[1].matchAll(/text-anchor="end">([^<]*)<\/text><\/g>/g),
  ];
  expect(labels.map(([, label]) => label)).toEqual(['1', '2', '5', '10', '20', '50']);
});

test('an empty unit or symbol leaves no empty brackets or comma', () => {
  const axis = everything.x;
  expect(axisTitle({ ...axis, unit: '' })).toBe('distance, <i>x</i>');
  expect(axisTitle({ ...axis, symbol: '' })).toBe('distance (m)');
});

test('reference lines go from edge to edge at their value', () => {
  const svg = drawFigure(everything, 'l');
  const [left, top, right, bottom] = plots(svg)[0];
  const d = (name: string) => new RegExp(`data-reference="${name}"[^>]* d="([^"]*)"`).exec(svg)![1];
  expect(d('edge')).toBe(`M${left},${Math.round((bottom - (3.5 / 4) * (bottom - top)) * 10) / 10}H${right}`);
  expect(d('start')).toMatch(new RegExp(`^M[\\d.]+,${top}V${bottom}$`));
  expect(svg).toMatch(/<text class="label pr"[^>]*>edge</);
});

test('the CSV has the ends of error bars, and a row for each cell of a field', () => {
  const rows = figureCsv(everything).trimEnd().split('\n');
  expect(rows[0]).toBe('panel,series,x,y,low,high,share');
  expect(rows).toContain('marks,measured,1,1,0.5,1.5,');
  expect(rows).toContain('marks,measured,3,,,,');
  expect(rows).toContain('field,shares,7.5,2.5,,,0.75');
  expect(rows).toHaveLength(1 + 4 + 2 + 4 + 6);
});

test('series of different x share a table whose empty cells differ from gaps', () => {
  const [{ heads, rows }] = panelTables(everything, everything.panels[0]);
  expect(heads).toEqual(['x', 'measured', 'measured, low', 'measured, high', 'expected']);
  expect(rows).toEqual([
    [1, 1, 0.5, 1.5, 1.1],
    [3, null, null, null, undefined],
    [5, 2, 1.5, 2.5, 2.1],
    [7, 3, null, null, undefined],
  ]);
});

test('a field is read as the mean over ranges of its rows', () => {
  const [table] = panelTables(everything, everything.panels[2]);
  expect(table.heads).toEqual(['x', 'x 0 to 1', 'x 1 to 2', 'x 2 to 3']);
  expect(table.rows).toEqual([
    [2.5, 0, 0.5, 0.25],
    [7.5, 1, null, 0.75],
  ]);
});

test('a series with an x twice keeps both its points in a table of its own', () => {
  const cloud = { kind: 'points', name: 'cloud', role: 'measured', x: [2, 2, 1], y: [5, 6, 7] } as const;
  const panel = { ...everything.panels[0], series: [...everything.panels[0].series, cloud] };
  const tables = panelTables(everything, panel);
  expect(tables).toHaveLength(2);
  expect(tables[1].rows).toEqual([
    [2, 5],
    [2, 6],
    [1, 7],
  ]);
});

test.each(each)('at size %s a matrix has each cell with its class and text, and a key', (size) => {
  const svg = drawFigure(matrix, size);
  expect([...svg.matchAll(/data-class="(\w+)"/g)].map(([, name]) => name)).toEqual([
    'slower',
    'faster',
    'faster',
    'faster',
    'slower',
  ]);
  for (const text of ['1.20', '2.50', '2.40', '3.10', '1.90']) expect(svg).toContain(`>${text}<`);
  for (const { name } of matrix.classes) expect(svg.split('data-key')[1]).toContain(`>${name}<`);
});

test('a matrix as CSV has a row for each cell, the empty ones too', () => {
  expect(matrixCsv(matrix).trimEnd().split('\n')).toEqual([
    'group,row,column,class,value,text',
    'squared error,tanh,top eigenvectors,slower,1.2,1.20',
    'squared error,tanh,gradient,faster,2.5,2.50',
    'squared error,tanh,random,,,',
    'squared error,"ReLU, two layers",top eigenvectors,faster,2.4,2.40',
    'squared error,"ReLU, two layers",gradient,faster,3.1,3.10',
    'squared error,"ReLU, two layers",random,slower,1.9,1.90',
  ]);
});
