import { drawMatrix } from './draw-matrix.ts';
import { drawPanel } from './draw-panel.ts';
import { isMatrix, type Figure, type FigureData } from './figure-data.ts';
import { layOut, sizes, type Size } from './layout.ts';
import { toPlain } from './markup.ts';
import { element, escapeMarkup } from './svg.ts';

export { sizes, type Size };

function drawPanels(figure: FigureData, size: Size): { readonly body: string; readonly height: number } {
  const { placed, height } = layOut(figure, size);
  const body = placed.map(({ panel, frame, xLabels, titleLines }, i) =>
    drawPanel(panel, {
      frame,
      x: panel.x ?? figure.x,
      size,
      id: `${figure.id}-${size}-${i}`,
      xLabels,
      titleLines,
      strip: panel.x ? panel.strip : figure.strip,
      stripLabel: i === 0 || panel.x ? 'label' : 'no label',
    }),
  );
  return { body: body.join(''), height };
}

const drawn = new WeakMap<Figure, Map<Size, string>>();

/** The figure as one SVG element at one size, coloured by CSS classes alone. Drawn once for each figure and size. */
export function drawFigure(figure: Figure, size: Size): string {
  const sizes = drawn.get(figure) ?? new Map<Size, string>();
  drawn.set(figure, sizes);
  const svg = sizes.get(size) ?? draw(figure, size);
  sizes.set(size, svg);
  return svg;
}

function draw(figure: Figure, size: Size): string {
  const { body, height } = isMatrix(figure) ? drawMatrix(figure, size) : drawPanels(figure, size);
  const [titleId, descriptionId] = [`${figure.id}-${size}-title`, `${figure.id}-${size}-description`];
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'plot',
      'data-size': size,
      viewBox: `0 0 ${sizes[size]} ${height}`,
      role: 'img',
      'aria-labelledby': titleId,
      'aria-describedby': descriptionId,
    },
    element('title', { id: titleId }, escapeMarkup(toPlain(figure.title))) +
      element('desc', { id: descriptionId }, escapeMarkup(figure.description)) +
      body,
  );
}
