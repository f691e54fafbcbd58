import { drawFigure, type Size } from '../figures/draw-figure.ts';
import type { FigureData, Panel } from '../figures/figure-data.ts';
import { toHtml } from '../figures/markup.ts';
import type { Readings } from './view.ts';

/** The last label of every panel left out; where there are none, those of the references; null where there are none. */
function withFewerLabels(figure: FigureData): FigureData | null {
  const { panels } = figure;
  if (panels.some(({ labels }) => labels.length > 0))
    return { ...figure, panels: panels.map((panel) => ({ ...panel, labels: panel.labels.slice(0, -1) })) };
  const bare = (panel: Panel): Panel => ({
    ...panel,
    references: panel.references?.map((one) => ({ ...one, label: undefined })),
  });
  const labelled = panels.some(({ references }) => references?.some(({ label }) => label !== undefined));
  return labelled ? { ...figure, panels: panels.map(bare) } : null;
}

/**
 * A figure as SVG. Where a reader's choice leaves a label no room, it is left out; a figure of the site, which nobody
 * moves, would not be built.
 */
export function drawLive(figure: FigureData, size: Size): string {
  try {
    return drawFigure(figure, size);
  } catch (error) {
    const fewer = withFewerLabels(figure);
    if (!fewer) throw error;
    return drawLive(fewer, size);
  }
}

export const captionHtml = ({ title, caption }: FigureData): string =>
  `<b>${toHtml(title)}</b> ${toHtml(caption)}`;

export function readingsHtml({ caption, heads, rows, measured }: Readings): string {
  const cellHtml = (cell: string, i: number) =>
    `<td${i + 1 === measured ? ' class="measured"' : ''}>${toHtml(cell)}</td>`;
  const head = heads.map((cell) => `<th scope="col">${toHtml(cell)}</th>`).join('');
  const body = rows
    .map(([name, ...cells]) => `<tr><th scope="row">${toHtml(name)}</th>${cells.map(cellHtml).join('')}</tr>`)
    .join('');
  return `<caption class="hidden-text">${toHtml(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody>`;
}
