import { expect, test } from 'vitest';
import { textWidth, toHtml, toPlain, toSvgText } from '../../src/figures/markup.ts';

test('one string serves HTML, SVG and plain text', () => {
  const markup = 'radius <i>r</i><sub>q</sub> = 10<sup>2</sup>';
  expect(toHtml(markup)).toBe('radius <i class="m">r</i><sub>q</sub> = 10<sup>2</sup>');
  expect(toPlain(markup)).toBe('radius r_q = 10^2');
  expect(toSvgText(markup)).toContain('<tspan class="m">r</tspan>');
});

test('text after a script returns to the baseline', () => {
  const shifts = [...toSvgText('x<sub>q</sub> and y<sup>2</sup> end').matchAll(/dy="([-.\d]+)em"/g)];
  const [down, up, raised, lowered] = shifts.map(([, em]) => Number(em));
  expect(down * 0.76 + up).toBeCloseTo(0, 3);
  expect(raised * 0.76 + lowered).toBeCloseTo(0, 3);
});

test('signs that would end the markup are escaped', () => {
  expect(toHtml('a & b > c')).toBe('a &amp; b &gt; c');
});

test('scripts take less room than letters', () => {
  expect(textWidth('10<sup>22</sup>', 12)).toBeLessThan(textWidth('1022', 12));
});
