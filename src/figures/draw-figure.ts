import { drawPanel, type Frame } from './draw-panel.ts';
import { axisTitle, type FigureData } from './figure-data.ts';
import { toPlain, toSvgText } from './markup.ts';
import { scaleOf } from './scale.ts';
import { element, escapeMarkup, px } from './svg.ts';

/** Widths at which a figure is drawn 1:1, each with its own labels; the style sheet shows one. */
export const sizes = { s: 300, m: 680, l: 892 } as const;
export type Size = keyof typeof sizes;

const margin = { top: 30, gap: 56, bottom: 46 };

/** Shares of the figure's width and height that a size keeps for itself. */
const layout = {
  s: { left: 38, right: 10, height: 0.82 },
  m: { left: 50, right: 132, height: 1 },
  l: { left: 50, right: 132, height: 1 },
} as const;

/** Where each panel's plotting area lies, top to bottom, and the height of the whole in px. */
function frames(
  figure: FigureData,
  size: Size,
): { readonly panels: readonly Frame[]; readonly height: number } {
  const { left, right, height } = layout[size];
  let top: number = margin.top;
  const panels = figure.panels.map((panel) => {
    const bottom = top + Math.round(panel.height * height);
    const frame = { left, right: sizes[size] - right, top, bottom, width: sizes[size] };
    top = bottom + margin.gap;
    return frame;
  });
  return { panels, height: top - margin.gap + margin.bottom };
}

/** The figure as one SVG element at one size, coloured by CSS classes alone. */
export function drawFigure(figure: FigureData, size: Size): string {
  const { panels, height } = frames(figure, size);
  const width = sizes[size];
  const last = panels[panels.length - 1];
  const x = scaleOf(figure.x, [last.left, last.right]);
  const [titleId, descriptionId] = [`${figure.id}-${size}-title`, `${figure.id}-${size}-description`];
  const xTitle = element(
    'text',
    { class: 'title', x: px(last.right), y: height - 6, 'text-anchor': 'end' },
    toSvgText(axisTitle(figure.x)),
  );
  const body = panels.map((frame, i) =>
    drawPanel(figure.panels[i], {
      frame,
      x,
      size,
      id: `${figure.id}-${size}-${i}`,
      xLabels: i === panels.length - 1 ? 'labels' : 'no labels',
      strip: figure.strip,
      stripLabel: i === 0 ? 'label' : 'no label',
    }),
  );
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'plot',
      'data-size': size,
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'aria-labelledby': titleId,
      'aria-describedby': descriptionId,
    },
    element('title', { id: titleId }, escapeMarkup(toPlain(figure.title))) +
      element('desc', { id: descriptionId }, escapeMarkup(figure.description)) +
      body.join('') +
      xTitle,
  );
}
