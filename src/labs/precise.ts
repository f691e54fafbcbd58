import type { Markup } from '../figures/markup.ts';

const minus = (text: string): string => text.replace('-', '\u2212');

/** A number to be compared with another: so many digits, scientific where it is very small or large; – for none. */
export function precise(value: number | null, digits = 6): Markup {
  if (value === null || !Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size === 0 || (size >= 1e-3 && size < 1e6)) return minus(value.toPrecision(digits));
  const [mantissa, exponent] = value.toExponential(digits - 1).split('e');
  return `${minus(mantissa)}\u00a0×\u00a010<sup>${minus(String(Number(exponent)))}</sup>`;
}
