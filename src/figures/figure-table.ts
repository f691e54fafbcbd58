import { ascending, group, range, sort, union } from 'd3';
import { mean, ofAll } from '../math/statistics.ts';
import type { Field, FigureData, MatrixData, Panel, Series } from './figure-data.ts';
import { toPlain } from './markup.ts';

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const row = (...cells: readonly (string | number | null)[]): string =>
  cells.map((cell) => (typeof cell === 'string' ? quoted(cell) : (cell ?? ''))).join(',');

type Value = number | null;
type Point = readonly [x: number, y: Value, low: Value, high: Value];

const middle = (borders: readonly number[], i: number): number => (borders[i] + borders[i + 1]) / 2;

/** Every point of a series with its range. */
function points(series: Exclude<Series, { kind: 'field' }>): readonly Point[] {
  if (series.kind === 'band') return series.x.map((x, i) => [x, null, series.low[i], series.high[i]]);
  if (series.kind === 'curve') return series.x.map((x, i) => [x, series.y[i], null, null]);
  return series.x.map((x, i) => [x, series.y[i], series.low?.[i] ?? null, series.high?.[i] ?? null]);
}

/**
 * A figure's data as CSV, one row a point: panel, series, x, y, and low and high where there is a range. A field has
 * one row a cell, with its middle and its share.
 */
export function figureCsv(figure: FigureData): string {
  const fields = figure.panels.some(({ series }) => series.some(({ kind }) => kind === 'field'));
  const rows = figure.panels.flatMap((panel) =>
    panel.series.flatMap((series) =>
      series.kind === 'field'
        ? series.share.flatMap((shares, j) =>
            shares.map((share, i) =>
              row(panel.name, series.name, middle(series.x, i), middle(series.rows, j), null, null, share),
            ),
          )
        : points(series).map((point) => row(panel.name, series.name, ...point, ...(fields ? [null] : []))),
    ),
  );
  return [`panel,series,x,y,low,high${fields ? ',share' : ''}`, ...rows, ''].join('\n');
}

/** A matrix as CSV, one row a cell. */
export function matrixCsv(matrix: MatrixData): string {
  const rows = matrix.rows.flatMap(({ name, group: of, cells }) =>
    cells.map((cell, i) =>
      row(
        of ?? '',
        name,
        matrix.columns[i].name,
        cell?.class ?? '',
        cell?.value ?? null,
        toPlain(cell?.text ?? ''),
      ),
    ),
  );
  return ['group,row,column,class,value,text', ...rows, ''].join('\n');
}

/** Some points of a panel: x first, then a column a curve and two a band; undefined where a series has no such x. */
export interface PanelTable {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly (number | null | undefined)[])[];
  /** Every `step`-th point is in the table. */
  readonly step: number;
}

interface Column {
  readonly head: string;
  readonly part: 1 | 2 | 3;
  readonly values: ReadonlyMap<number, Value>;
}

/** Rows that a table has at most; steps between points are round numbers. */
const longest = 26;
const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
/** Series of so few points share one table even where their x differ. */
const few = 24;

function columns(series: Exclude<Series, { kind: 'field' }>): readonly Column[] {
  const all = points(series);
  const column = (head: string, part: 1 | 2 | 3): Column => ({
    head,
    part,
    values: new Map(all.map((point) => [point[0], point[part]])),
  });
  const ends = [column(`${series.name}, low`, 2), column(`${series.name}, high`, 3)];
  if (series.kind === 'band') return ends;
  return [column(series.name, 1), ...(series.kind === 'points' && series.low ? ends : [])];
}

/** Series that share one table: those of the same x, and all short ones; one with an x twice stands alone. */
function tableOf({ x, name }: Series): string {
  if (new Set(x).size < x.length) return name;
  return x.length <= few ? 'few' : x.join();
}

/** The rows of series with x in common, in the order of x; of one series alone in its own order. */
function rowsOf(series: readonly Exclude<Series, { kind: 'field' }>[]): PanelTable['rows'] {
  if (series.length === 1) {
    const own = columns(series[0]).map(({ part }) => part);
    return points(series[0]).map((point) => [point[0], ...own.map((part) => point[part])]);
  }
  const own = series.flatMap(columns);
  return sort(union(...series.map(({ x }) => x)), ascending).map((x) => [
    x,
    ...own.map(({ values }) => values.get(x)),
  ]);
}

const stepFor = (length: number): number =>
  steps.find((one) => length / one <= longest) ?? steps[steps.length - 1];

/** Columns of a field's table at most; each is the mean over its share of the rows. */
const widest = 8;

/** A field as a table: the middle of each column of cells, and the mean shade over a few ranges of its rows. */
function fieldTable({ x, rows, share }: Field, panel: Panel, xHead: string): PanelTable {
  const count = Math.min(widest, share.length);
  const borders = range(count + 1).map((i) => Math.round((i * share.length) / count));
  const name = toPlain(panel.y.symbol) || panel.y.words;
  const shown = (value: number) => String(Number(value.toPrecision(3)));
  const step = stepFor(x.length - 1);
  return {
    heads: [
      xHead,
      ...range(count).map((i) => `${name} ${shown(rows[borders[i]])} to ${shown(rows[borders[i + 1]])}`),
    ],
    rows: range(0, x.length - 1, step).map((column) => [
      middle(x, column),
      ...range(count).map((i) =>
        ofAll(
          mean,
          share.slice(borders[i], borders[i + 1]).flatMap((row) => row[column] ?? []),
        ),
      ),
    ]),
    step,
  };
}

/** Points inside the x domain of a panel, in one table for each group of series that share their x, and each field. */
export function panelTables(figure: FigureData, panel: Panel): readonly PanelTable[] {
  const axis = panel.x ?? figure.x;
  const [low, high] = axis.domain;
  const slack = 1e-3 * (axis.scale === 'log' ? low : high - low);
  const xHead = toPlain(axis.symbol) || axis.words;
  const tabled = panel.series.filter((series) => series.kind !== 'field');
  const fields = panel.series.filter((series) => series.kind === 'field');
  const tables = [...group(tabled, tableOf).values()].map((series) => {
    const rows = rowsOf(series).filter(([x]) => x! >= low - slack && x! <= high + slack);
    const step = stepFor(rows.length);
    const heads = series.flatMap(columns).map(({ head }) => head);
    return { heads: [xHead, ...heads], rows: rows.filter((_, i) => i % step === 0), step };
  });
  return [...tables, ...fields.map((field) => fieldTable(field, panel, xHead))];
}
