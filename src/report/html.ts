import { drawFigure, sizes, type Size } from '../figures/draw-figure.ts';
import type { FigureData } from '../figures/figure-data.ts';
import { panelTables } from '../figures/figure-table.ts';
import { toHtml, type Markup } from '../figures/markup.ts';
import { formatNumber } from '../figures/numbers.ts';
import { element, escapeMarkup } from '../figures/svg.ts';

/** Text of the user's, such as the name of a tensor, as HTML. */
export const plain = escapeMarkup;

/** A paragraph of words with mathematics. */
export const paragraph = (words: Markup, kind?: string): string =>
  element('p', kind === undefined ? {} : { class: kind }, toHtml(words));

/** A number in a cell; a dash where it is not known. */
export const cell = (value: number | null): string => (value === null ? '–' : toHtml(formatNumber(value)));

/** A column of a table: its head, and whether it is of numbers. */
export interface Column {
  readonly head: Markup;
  readonly numeric?: boolean;
}

/**
 * A table that scrolls in a box of its own where it is too wide.
 * @param rows cells as HTML; the first of each names its row
 */
export function table(
  label: string,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string {
  const numeric = (i: number) => (columns[i].numeric ? { class: 'n' } : {});
  const head = columns.map(({ head: words }, i) =>
    element('th', { scope: 'col', ...numeric(i) }, toHtml(words)),
  );
  const body = rows.map((cells) =>
    element(
      'tr',
      {},
      cells
        .map((content, i) =>
          element(i === 0 ? 'th' : 'td', { ...(i === 0 && { scope: 'row' }), ...numeric(i) }, content),
        )
        .join(''),
    ),
  );
  const inside = element('thead', {}, element('tr', {}, head.join(''))) + element('tbody', {}, body.join(''));
  const box = { class: 'scroll', role: 'region', tabindex: 0, 'aria-label': `Table: ${label}` };
  return element('div', box, element('table', { class: 'data compact' }, inside));
}

/** A figure at every size with its caption, and its numbers folded away. */
export function figure(data: FigureData, number: number): string {
  const drawings = (Object.keys(sizes) as Size[]).map((size) => drawn(data, size)).join('');
  const words = `<b><span class="number">Figure ${number}</span> ${toHtml(data.title)}</b> ${toHtml(data.caption)}`;
  return element(
    'figure',
    { id: data.id },
    drawings + element('figcaption', {}, words) + element('details', { class: 'numbers' }, tablesOf(data)),
  );
}

/** A label that fits nowhere must not cost the reader the figure; its caption names the colours as well. */
function drawn(data: FigureData, size: Size): string {
  try {
    return drawFigure(data, size);
  } catch {
    const panels = data.panels.map((panel) => ({ ...panel, labels: [] }));
    return drawFigure({ ...data, panels }, size);
  }
}

const shown = (value: number | null | undefined) =>
  value === undefined ? '' : value === null ? 'unresolved' : String(Number(value.toPrecision(4)));

function tablesOf(data: FigureData): string {
  const tables = data.panels.flatMap((panel) =>
    panelTables(data, panel).map(({ heads, rows, step }) => {
      const name = `${panel.name}, ${step === 1 ? 'all points' : `one point of ${step}; all are in report.json`}`;
      const columns = heads.map((head): Column => ({ head: plain(head), numeric: true }));
      return (
        element('p', { class: 'reason' }, plain(name)) +
        table(
          name,
          columns,
          rows.map((row) => row.map(shown)),
        )
      );
    }),
  );
  return element('summary', {}, 'Numbers') + tables.join('');
}

/** A section with how to read it and what would be unusual in it. */
export function section(
  id: string,
  title: string,
  words: readonly Markup[],
  ...body: readonly string[]
): string {
  return element(
    'section',
    { id, 'aria-labelledby': `${id}-title` },
    element('h2', { id: `${id}-title` }, plain(title)) +
      words.map((one) => paragraph(one)).join('') +
      body.join(''),
  );
}
