import type { Cell, CellClass, MatrixData, MatrixRow } from './figure-data.ts';
import { sizes, type Size } from './layout.ts';
import { markPath } from './marks.ts';
import { textWidth, toSvgText, type Markup } from './markup.ts';
import { roleClass } from './roles.ts';
import { element, escapeMarkup, px } from './svg.ts';

/** Px of a size: least room for the names left of the rows, which stand over them where it is 0; height of a cell and
 * of the line over a row or a group. */
const layouts = {
  s: { names: 0, cell: 38, over: 20 },
  m: { names: 168, cell: 30, over: 0 },
  l: { names: 232, cell: 30, over: 0 },
} as const;
const gap = 2;
const groupHeight = 30;
const headHeight = 46;

interface Column {
  readonly left: number;
  readonly width: number;
}

const words = (className: string, x: number, y: number, body: string, anchor?: 'middle'): string =>
  element('text', { class: className, x: px(x), y: px(y), 'text-anchor': anchor }, body);

const mark = ({ role, shape }: CellClass, x: number, y: number): string =>
  element('path', { class: `marks ${shape} ${roleClass[role]}`, d: markPath(shape, [x, y]) });

function drawCell(cell: Cell | null, classes: readonly CellClass[], column: Column, top: number, size: Size) {
  const { left, width } = column;
  const height = layouts[size].cell;
  const centre = left + width / 2;
  if (cell === null) return words('cell-text', centre, top + height / 2 + 4, '\u2013', 'middle');
  const of = classes.find(({ name }) => name === cell.class);
  if (!of) throw new Error(`figure: no class "${cell.class}" in the matrix`);
  const wash = element('rect', {
    class: `cell ${roleClass[of.role]}`,
    x: px(left),
    y: top,
    width: px(width),
    height,
  });
  const inside =
    size === 's'
      ? mark(of, centre, top + 11) + words('cell-text', centre, top + 30, toSvgText(cell.text), 'middle')
      : mark(of, left + 14, top + 15) + words('cell-text', left + 26, top + 19, toSvgText(cell.text));
  return element('g', { 'data-class': cell.class }, wash + inside);
}

/** Column heads over the cells, with what they are called at the left. */
function drawHeads(matrix: MatrixData, columns: readonly Column[], size: Size): string {
  const narrow = size === 's';
  const names = matrix.columns.map(({ name, short }, i) => {
    const { left, width } = columns[i];
    const text = textWidth(name, 13) <= width ? name : (short ?? name);
    return narrow
      ? words('title', left + width / 2, headHeight - 8, escapeMarkup(text), 'middle')
      : words('title', left, headHeight - 10, escapeMarkup(text));
  });
  const corner = narrow ? '' : words('title', 0, headHeight - 10, escapeMarkup(matrix.rowWords));
  return words('axis-words', columns[0].left, 14, escapeMarkup(matrix.columnWords)) + corner + names.join('');
}

/** Mark and name of each class, in as many lines as they need. */
function drawKey(
  matrix: MatrixData,
  top: number,
  size: Size,
): { readonly svg: string; readonly height: number } {
  const entries = [
    ...matrix.classes.map((of) => ({ of, text: of.name })),
    { of: null, text: `cell: ${matrix.cellWords}` as Markup },
  ];
  let [x, line] = [0, 0];
  const drawn = entries.map(({ of, text }) => {
    const width = (of ? 16 : 0) + textWidth(text, 13) + 20;
    if (x > 0 && x + width - 20 > sizes[size]) [x, line] = [0, line + 1];
    const y = top + 26 + 20 * line;
    const svg = (of ? mark(of, x + 5, y - 4) : '') + words('title', x + (of ? 16 : 0), y, toSvgText(text));
    x += width;
    return svg;
  });
  return { svg: element('g', { 'data-key': '' }, drawn.join('')), height: 32 + 20 * line };
}

/** Room for the name of a row with the gap to its cells. */
const nameWidth = (name: string) => Math.ceil(textWidth(name, 13)) + 12;

/** The matrix with its heads, groups and key, and its height in px. */
export function drawMatrix(
  matrix: MatrixData,
  size: Size,
): { readonly body: string; readonly height: number } {
  const { names: least, cell, over } = layouts[size];
  const names = least === 0 ? 0 : Math.max(least, ...matrix.rows.map(({ name }) => nameWidth(name)));
  const share = (sizes[size] - names) / matrix.columns.length;
  const columns = matrix.columns.map((_, i) => ({ left: names + i * share, width: share - gap }));
  let top = headHeight;
  let group: string | undefined;
  const drawRow = (row: MatrixRow): string => {
    const begins = row.group !== undefined && row.group !== group;
    group = row.group;
    if (begins) top += groupHeight;
    const head = begins ? words('heading', 0, top - 9, escapeMarkup(row.group!)) : '';
    const name = words('row-name', 0, over === 0 ? top + 19 : top + 14, escapeMarkup(row.name));
    top += over;
    const cells = row.cells.map((one, i) => drawCell(one, matrix.classes, columns[i], top, size));
    top += cell + gap;
    return head + element('g', { 'data-row': row.name }, name + cells.join(''));
  };
  const heads = drawHeads(matrix, columns, size);
  const rows = matrix.rows.map(drawRow).join('');
  const key = drawKey(matrix, top, size);
  return { body: heads + rows + key.svg, height: top + key.height };
}
