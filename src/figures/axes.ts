import { precisionFixed } from 'd3';
import { element, px, segment } from './svg.ts';
import { toSvgText, type Markup } from './markup.ts';
import { showsDecades, ticksOf, type Scale } from './scale.ts';

const minus = (text: string): string => text.replace('-', '\u2212');
/** Least distances between ticks in px. */
const apart = { x: 46, logY: 24, linearY: 32 };

function tickLabel({ axis }: Scale, value: number, ticks: readonly number[]): Markup {
  if (axis.scale === 'log' && showsDecades(axis.domain))
    return `10<sup>${minus(String(Math.round(Math.log10(value))))}</sup>`;
  if (axis.scale === 'log') return String(Number(value.toPrecision(1)));
  return minus(value.toFixed(precisionFixed(ticks[1] - ticks[0])));
}

const tickText = (x: number, y: number, anchor: string, label: Markup): string =>
  element('text', { x: px(x), y: px(y), 'text-anchor': anchor }, toSvgText(label));

/** Horizontal axis at `y`: hairline, ticks outward, labels unless another panel below carries them. */
export function xAxis(scale: Scale, y: number, labels: 'labels' | 'no labels'): string {
  const [left, right] = scale.range;
  const values = ticksOf(scale, apart.x);
  const ticks = values.map((value) => {
    const x = scale(value);
    const label = labels === 'labels' ? tickText(x, y + 22, 'middle', tickLabel(scale, value, values)) : '';
    return element('g', { class: 'tick' }, segment(x, y, x, y + 5, 'axis') + label);
  });
  return element(
    'g',
    { 'data-axis': 'x', 'data-scale': scale.axis.scale },
    segment(left, y, right, y, 'axis') + ticks.join(''),
  );
}

/** Vertical axis at `x`, ticks to the left. */
export function yAxis(scale: Scale, x: number): string {
  const [bottom, top] = scale.range;
  const values = ticksOf(scale, scale.axis.scale === 'log' ? apart.logY : apart.linearY);
  const ticks = values.map((value) => {
    const y = scale(value);
    return element(
      'g',
      { class: 'tick' },
      segment(x - 5, y, x, y, 'axis') + tickText(x - 8, y + 4, 'end', tickLabel(scale, value, values)),
    );
  });
  return element(
    'g',
    { 'data-axis': 'y', 'data-scale': scale.axis.scale },
    segment(x, bottom, x, top, 'axis') + ticks.join(''),
  );
}
