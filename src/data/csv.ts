import type { NamedArrays } from './npz.ts';

/** Arrays of a table, and what its reader decided. */
export interface Table {
  /** `x` [rows, columns but one] and `y` [rows]. */
  readonly arrays: NamedArrays;
  /** One sentence each. */
  readonly notes: readonly string[];
}

type Fail = (what: string, remedy: string) => never;

interface Row {
  /** Where it begins, from 1 on. */
  readonly line: number;
  readonly fields: readonly string[];
}

const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const isNumber = (field: string) => number.test(field);
/** What tables have in place of a number that is missing. */
const missing = /^(?:|\?|-|na|n\/a|nan|null|none|[+-]?inf(?:inity)?)$/i;
const targetNames = ['y', 'label', 'labels', 'target', 'targets', 'class'];
/** The first one that is there: a comma may be a decimal one where there is another. */
const separators = ['\t', ';', ','] as const;

/** Rows of fields (RFC 4180), blanks around them left out; lines without anything in them are no rows. */
function rowsOf(text: string, separator: string, fail: Fail): Row[] {
  const rows: Row[] = [];
  let [at, line] = [0, 1];

  function quotedField(): string {
    const began = line;
    let value = '';
    at++;
    for (;;) {
      const end = text.indexOf('"', at);
      if (end < 0) fail(`line ${began} has a quote without an end`, 'close it');
      const part = text.slice(at, end);
      line += part.split('\n').length - 1;
      value += part;
      at = end + 1;
      if (text[at] !== '"') return value;
      value += '"';
      at++;
    }
  }

  while (at < text.length) {
    const began = line;
    const fields: string[] = [];
    for (;;) {
      while (text[at] === ' ') at++;
      const isQuoted = text[at] === '"';
      let field = isQuoted ? quotedField() : '';
      const from = at;
      while (at < text.length && text[at] !== separator && text[at] !== '\n') at++;
      const rest = text.slice(from, at).trim();
      if (isQuoted && rest !== '')
        fail(`line ${began} has something behind a quoted field`, 'mend the quotes');
      if (!isQuoted) field = rest;
      fields.push(field);
      if (text[at] !== separator) break;
      at++;
    }
    at++;
    line++;
    if (fields.length > 1 || fields[0] !== '') rows.push({ line: began, fields });
  }
  return rows;
}

/** The separator of the first line, outside of quotes. */
function separatorOf(text: string): string {
  const first = text
    .trimStart()
    .split('\n', 1)[0]
    .replace(/"[^"]*"/g, '')
    .trim();
  return separators.find((sign) => first.includes(sign)) ?? ',';
}

/**
 * A table of numbers, a row for each sample: fields separated by commas, semicolons or tabs, with or without a line of
 * names. The column named y, label, target or class is y, else the last one; y may be names of classes, which are
 * labelled in their alphabetical order.
 * @throws Error naming the file, the line, what is wrong and what to do
 */
export function decodeCsv(text: string, file: string): Table {
  const fail: Fail = (what, remedy) => {
    throw new Error(`${file}: ${what}; ${remedy}`);
  };
  const own = text.replace(/^\ufeff/, '');
  if (own.includes('\0')) fail('holds zero bytes and is no table', 'write it as text in UTF-8');
  const separator = separatorOf(own);
  const rows = rowsOf(own, separator, fail);
  if (rows.length === 0) fail('has no rows', 'give it a row for each sample');
  const columns = rows[0].fields.length;
  if (columns < 2) fail('has a single column', 'separate x and y by commas, semicolons or tabs');
  const [first] = rows;
  // Tables of pandas have their index in front, without a name, and numbers for the names of columns that have none.
  if (first.fields[0] === '' && !first.fields.slice(1).some((field) => missing.test(field)))
    fail('has a first column without a name, as of the index of a data frame', 'write it with index=False');
  const front = first.fields.slice(0, -1);
  const isCounted = columns > 3 && front.every((field, column) => field === String(column));
  // Names of classes may stand in a row of data; a number in front of the last column stands in no line of names.
  const hasNames = isCounted || front.every((field) => !isNumber(field) && !missing.test(field));
  const names = hasNames ? rows[0].fields.map((field) => field.toLowerCase()) : [];
  const data = hasNames ? rows.slice(1) : rows;
  if (data.length === 0) fail('has names of columns and no rows', 'give it a row for each sample');
  const named = names.flatMap((name, column) => (targetNames.includes(name) ? [column] : []));
  if (named.length > 1)
    fail(
      `has ${named.length} columns for y: ${named.map((column) => names[column]).join(', ')}`,
      'name one of them so',
    );
  const target = named[0] ?? columns - 1;
  const x = new Float64Array(data.length * (columns - 1));
  data.forEach(({ line, fields }, row) => {
    if (fields.length !== columns)
      fail(
        `line ${line} has ${fields.length} fields and the first one ${columns}`,
        'give all lines the same number',
      );
    fields.forEach((field, column) => {
      const place = `line ${line} has ${field === '' ? 'nothing' : `'${field.slice(0, 30)}'`} in column ${column + 1}`;
      if (missing.test(field))
        fail(`${place}, where a number is missing`, 'fill it in or leave the line out');
      if (column === target) return;
      if (!isNumber(field) || !Number.isFinite(Number(field)))
        fail(`${place}, which is no number`, 'write a decimal point and no other signs');
      x[row * (columns - 1) + column - (column > target ? 1 : 0)] = Number(field);
    });
  });
  const values = data.map(({ fields }) => fields[target]);
  const numeric = values.filter(isNumber).length;
  if (numeric > 0 && numeric < values.length) {
    const { line, fields } = data.find((row) => !isNumber(row.fields[target]))!;
    fail(
      `line ${line} has '${fields[target].slice(0, 30)}' for y, and other lines have numbers`,
      'write all as numbers or all as names',
    );
  }
  const classes = numeric > 0 ? [] : [...new Set(values)].sort();
  const labels = new Map(classes.map((name, label) => [name, label]));
  const y =
    numeric > 0 ? Float64Array.from(values, Number) : Int32Array.from(values, (name) => labels.get(name)!);
  const shown = classes.slice(0, 10).map((name, label) => `${name} = ${label}`);
  return {
    arrays: {
      x: { shape: [data.length, columns - 1], dtype: 'float64', data: x },
      y: { shape: [data.length], dtype: numeric > 0 ? 'float64' : 'int32', data: y },
    },
    notes: [
      `Of the ${columns} columns of ${file}, ${names[target] === undefined ? `number ${target + 1}` : `'${names[target]}'`} is y and the others are x, in their order.`,
      ...(classes.length > 0
        ? [
            `The names of classes in ${file} are labelled in alphabetical order: ${shown.join(', ')}${classes.length > 10 ? ', …' : ''}.`,
          ]
        : []),
    ],
  };
}
