import { csvParseRows, dsvFormat } from 'd3';
import type { SampleArray } from './samples.ts';

/** What separates numbers; a comma may be a decimal one where there is another separator. */
function rowsOf(text: string): string[][] {
  const [first = ''] = text.split('\n', 1);
  const unquoted = first.trim().replace(/"[^"]*"/g, '');
  const separator = ['\t', ';', ','].find((sign) => unquoted.includes(sign)) ?? ',';
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
  // A data frame writes its index in front, under no name, and counts columns that have none.
  if (first[0]?.trim() === '' && first.length > 1)
    fail('its first column has no name, as of the index of a data frame; write it with index=False');
  const front = first.slice(0, -1);
  const isCounted = front.length > 2 && front.every((cell, column) => cell.trim() === String(column));
  const isHeader = isCounted || (first.length > 0 && !front.some(isNumber));
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
  const word = cells.findIndex((cell) => !isNumber(cell));
  if (word >= 0 && cells.some(isNumber))
    fail(`line ${word + (isHeader ? 2 : 1)} has '${cells[word]}' for y, where others are numbers`);
  const classes = word < 0 ? null : [...new Set(cells)].sort();
  const y = Float64Array.from(cells, (cell) => (classes ? classes.indexOf(cell) : Number(cell)));
  return {
    x: { shape: [rows.length, width], data: x },
    y: { shape: [rows.length], data: y, ...(classes && { dtype: 'class' }) },
  };
}
