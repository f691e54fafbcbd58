import type { Axis, Band, Curve, Points } from './figure-data.ts';
import { scaleOf } from './scale.ts';
import { drawSeries } from './series.ts';
import { element, escapeMarkup, px, segment } from './svg.ts';

/** A figure the size of a word: series without axes, their end values of y written beside them. */
export interface SparklineData {
  /** The text alternative: what is drawn, with its numbers. */
  readonly description: string;
  /** Words under it: y against x. */
  readonly caption: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly curves: readonly (Curve | Band | Points)[];
  /** Values of y to write at the left edge. */
  readonly marks: readonly number[];
}

const [width, height, pad] = [160, 44, 3];

/** 160 x 44 px; `id` is unique in the page. */
export function drawSparkline(data: SparklineData, id: string): string {
  const x = scaleOf(data.x, [pad, width - pad]);
  const y = scaleOf(data.y, [height - pad, pad]);
  const clip = element('clipPath', { id: `${id}-clip` }, element('rect', { x: 0, y: 0, width, height }));
  const marks = data.marks.map((value) =>
    element(
      'text',
      { class: 'mark-label', x: 0, y: px(Math.min(Math.max(y(value) + 11, 12), height - 4)) },
      String(value),
    ),
  );
  const curves = data.curves.map((curve) => drawSeries(curve, x, y)).join('');
  return element(
    'svg',
    { class: 'spark', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-labelledby': `${id}-title` },
    [
      element('title', { id: `${id}-title` }, escapeMarkup(data.description)),
      clip,
      segment(0, height - 0.5, width, height - 0.5, 'axis'),
      element('g', { 'clip-path': `url(#${id}-clip)` }, curves),
      ...marks,
    ].join(''),
  );
}
