import type { Strip } from './figure-data.ts';
import { textWidth, toSvgText } from './markup.ts';
import type { Box } from './place-labels.ts';
import type { Scale } from './scale.ts';
import { element, px, segment } from './svg.ts';

/** What a strip covers of a panel; labels keep off it. */
export const stripBox = (strip: Strip, x: Scale, plot: Box): Box => ({
  ...plot,
  left: x(strip.from),
  right: Math.max(x(strip.to), x(strip.from) + 1),
});

/** The strip through one panel, with the value that it marks. */
export function drawStrip(strip: Strip, x: Scale, plot: Box): string {
  const { left, right, top, bottom } = stripBox(strip, x, plot);
  const wash = element('rect', {
    class: 'wash',
    x: px(left),
    y: top,
    width: px(right - left),
    height: bottom - top,
  });
  return element(
    'g',
    { 'data-strip': strip.name },
    wash + segment(x(strip.at), top, x(strip.at), bottom, 'mark'),
  );
}

/** The strip's label at the top of the plot, left of the strip where it fits, else right of it; and its box. */
export function drawStripLabel(
  strip: Strip,
  x: Scale,
  plot: Box,
): { readonly box: Box; readonly svg: string } {
  const { left: from, right: to } = stripBox(strip, x, plot);
  const width = textWidth(strip.label, 13);
  const left = from - 8 - width < plot.left ? to + 8 : from - 8 - width;
  const baseline = plot.top + 12;
  return {
    box: { left, top: baseline - 13, right: left + width, bottom: baseline + 4 },
    svg: element(
      'text',
      left < from
        ? { class: 'label pr', x: px(from - 8), y: baseline, 'text-anchor': 'end' }
        : { class: 'label pr', x: px(left), y: baseline },
      toSvgText(strip.label),
    ),
  };
}
