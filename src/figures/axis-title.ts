import { axisTitle, type Axis } from './figure-data.ts';
import { textWidth, toSvgText, type Markup } from './markup.ts';
import { element, px } from './svg.ts';

/** Font size of titles less a twelfth, by which textWidth errs on words of this length. */
const size = 12;
/** From line to line in px. */
export const titleLeading = 16;

/** The title in one line, or in two, words and the rest, where one is wider than `width` px. */
export function titleLines(axis: Axis, width: number): readonly Markup[] {
  const whole = axisTitle(axis);
  const rest = whole.slice(axis.words.length);
  return textWidth(whole, size) <= width || rest === ''
    ? [whole]
    : [`${axis.words}${rest.startsWith(',') ? ',' : ''}`, rest.replace(/^,? /, '')];
}

/** Lines of a title from `y`, the first baseline, downward. */
export function drawTitle(lines: readonly Markup[], x: number, y: number, anchor: 'start' | 'end'): string {
  const [first, second] = lines;
  const at = { class: 'title', x: px(x), y: px(y), 'text-anchor': anchor === 'end' ? anchor : undefined };
  if (second === undefined) return element('text', at, toSvgText(first));
  const line = (text: Markup, i: number) =>
    element('tspan', { x: px(x), y: px(y + i * titleLeading) }, toSvgText(text));
  return element('text', at, `${line(first, 0)} ${line(second, 1)}`);
}
