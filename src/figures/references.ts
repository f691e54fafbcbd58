import { range } from 'd3';
import type { Point } from './path.ts';
import type { Reference } from './figure-data.ts';
import type { Box } from './place-labels.ts';
import type { Scale } from './scale.ts';
import { element, px } from './svg.ts';

/** Points along a reference line in px, for its label. */
export function referencePoints({ line, at }: Reference, x: Scale, y: Scale, plot: Box): readonly Point[] {
  return line === 'horizontal'
    ? range(0, 41).map((i) => [plot.left + (i * (plot.right - plot.left)) / 40, y(at)])
    : range(0, 41).map((i) => [x(at), plot.top + (i * (plot.bottom - plot.top)) / 40]);
}

/** The line from edge to edge of the plot. */
export function drawReference(reference: Reference, x: Scale, y: Scale, plot: Box): string {
  const { name, line, at } = reference;
  const d =
    line === 'horizontal'
      ? `M${plot.left},${px(y(at))}H${plot.right}`
      : `M${px(x(at))},${plot.top}V${plot.bottom}`;
  return element('path', { class: 'reference', 'data-reference': name, 'data-line': line, d });
}
