import type { FigureData, Panel } from './figure-data.ts';
import { toPlain } from './markup.ts';

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A figure's data as CSV, one row a point: panel, series, x, y, and low and high where the series is a band. */
export function figureCsv(figure: FigureData): string {
  const rows = figure.panels.flatMap((panel) =>
    panel.series.flatMap((series) =>
      series.x.map((x, i) => {
        const values =
          series.kind === 'curve' ? [series.y[i], null, null] : [null, series.low[i], series.high[i]];
        return [quoted(panel.name), quoted(series.name), x, ...values.map((value) => value ?? '')].join(',');
      }),
    ),
  );
  return ['panel,series,x,y,low,high', ...rows, ''].join('\n');
}

/** Some rows of a panel as a table: x first, then a column a curve and two a band. */
export interface PanelTable {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly (number | null)[])[];
}

/**
 * Every `step`-th point of a panel inside the x domain.
 * @throws Error when the series of the panel do not share their x.
 */
export function panelTable(figure: FigureData, panel: Panel, step: number): PanelTable {
  const x = panel.series[0].x;
  if (panel.series.some((series) => series.x.some((value, i) => value !== x[i])))
    throw new Error(`${figure.id}: the series of "${panel.name}" do not share x`);
  const columns = panel.series.flatMap((series) =>
    series.kind === 'curve' ? [series.y] : [series.low, series.high],
  );
  const heads = panel.series.flatMap((series) =>
    series.kind === 'curve' ? [series.name] : [`${series.name}, low`, `${series.name}, high`],
  );
  const [low, high] = figure.x.domain;
  const indices = x.flatMap((value, i) =>
    i % step === 0 && value >= low * 0.999 && value <= high * 1.001 ? [i] : [],
  );
  return {
    heads: [toPlain(figure.x.symbol), ...heads],
    rows: indices.map((i) => [x[i], ...columns.map((column) => column[i])]),
  };
}
