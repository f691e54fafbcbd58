import { expect, test } from 'vitest';
import { figureCsv, panelTables } from '../../src/figures/figure-table.ts';
import { riseFigure } from '../../src/studies/growth/figures/rise.ts';
import { exampleStudy } from './growth-example.ts';

const figure = riseFigure(exampleStudy());
const csv = figureCsv(figure).trimEnd().split('\n');

test('the CSV has a row for each point of each series', () => {
  const points = figure.panels.flatMap(({ series }) => series.map(({ x }) => x.length));
  expect(csv).toHaveLength(1 + points.reduce((a, b) => a + b));
  expect(csv[0]).toBe('panel,series,x,y,low,high');
});

test('names with commas are quoted and gaps are empty', () => {
  expect(csv.find((row) => row.includes('seed 0'))).toMatch(
    /^rise in loss,"linear network, seed 0",0.00001,[\d.e-]+,,$/,
  );
  expect(csv.find((row) => row.startsWith('local exponent,"tanh network, seed 0"'))).toMatch(/,0.00001,,,$/);
});

test('series of the same x share one table of round steps, from one end of the axis to the other', () => {
  const [{ heads, rows, step }, ...others] = panelTables(figure, figure.panels[0]);
  expect(others).toEqual([]);
  expect(heads[0]).toBe('t');
  expect(rows[0][0]).toBeCloseTo(1e-3);
  expect(rows.at(-1)![0]).toBeCloseTo(1e2);
  expect(rows.every((row) => row.length === heads.length)).toBe(true);
  expect([step, rows.length]).toEqual([5, 21]);
});
