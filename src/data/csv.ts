import { csvParseRows, dsvFormat } from 'd3';
import type { SampleArray } from './samples.ts';

/** What separates numbers, the most frequent in the first line. */
function rowsOf(text: string): string[][] {
  const [first = ''] = text.split('\n', 1);
  const count = (sign: string) => first.split(sign).length;
  const separator = [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
  const parse = separator === ',' ? csvParseRows : dsvFormat(separator).parseRows;
  return parse(text).filter((row) => row.some((cell) => cell.trim() !== ''));
}

const isNumber = (cell: string) => cell.trim() !== '' && Number.isFinite(Number(cell));

const targetNames = ['y', 'label', 'labels', 'target', 'class'];

/**
 * Samples of a table, one a line, numbers separated by commas, semicolons or tabs; a first line of names may say which column
 * is y, else it is the last. Classes with names become labels in alphabetical order.
 * @throws Error that names the file and the line at fault
 */
export function decodeCsv(text: string, file = 'csv'): Readonly<Record<'x' | 'y', SampleArray>> {
  const fail = (what: string): never => {
    throw new Error(`${file}: ${what}`);
  };
  const all = rowsOf(text.replace(/^\uFEFF/, ''));
  const [first = []] = all;
  const isHeader = first.length > 0 && !first.slice(0, -1).some(isNumber);
  const rows = isHeader ? all.slice(1) : all;
  if (rows.length === 0 || first.length < 2)
    fail('it has no table of numbers; save one sample a line, its label last');
  const names = first.map((name) => name.trim().toLowerCase());
  const said = isHeader ? names.findIndex((name) => targetNames.includes(name)) : -1;
  const target = said >= 0 ? said : first.length - 1;
  const width = first.length - 1;
  const x = new Float64Array(rows.length * width);
  rows.forEach((row, i) => {
    const line = i + (isHeader ? 2 : 1);
    if (row.length !== first.length)
      fail(`line ${line} has ${row.length} cells, where the first has ${first.length}`);
    row
      .filter((_, column) => column !== target)
      .forEach((cell, k) => {
        if (!isNumber(cell)) fail(`line ${line} has '${cell}' where a number is wanted`);
        x[i * width + k] = Number(cell);
      });
  });
  const cells = rows.map((row) => row[target].trim());
  const missing = cells.indexOf('');
  if (missing >= 0) fail(`line ${missing + (isHeader ? 2 : 1)} has no label`);
  const classes = cells.every(isNumber) ? null : [...new Set(cells)].sort();
  const y = Float64Array.from(cells, (cell) => (classes ? classes.indexOf(cell) : Number(cell)));
  return {
    x: { shape: [rows.length, width], data: x },
    y: { shape: [rows.length], data: y, ...(classes && { dtype: 'class' }) },
  };
}
