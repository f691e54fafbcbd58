import type { Markup } from './markup.ts';

const minus = (text: string): string => text.replace('-', '\u2212');

/** A number for people: two decimals, or scientific where that would hide it. */
export function formatNumber(value: number): Markup {
  const size = Math.abs(value);
  if (value === 0) return '0';
  if (size >= 0.01 && size < 100) return minus(value.toFixed(2));
  if (size >= 100 && size < 1e5) return minus(value.toFixed(0));
  const [mantissa, exponent] = value.toExponential(1).split('e');
  return `${minus(mantissa)}\u00a0×\u00a010<sup>${minus(String(Number(exponent)))}</sup>`;
}

/** A share in percent, to two digits: `0.44 %`, `3.1 %`, `41 %`. */
export function formatPercent(share: number): Markup {
  const percent = 100 * share;
  const size = Math.abs(percent);
  if (size > 0 && size < 0.01) return `${formatNumber(percent)}\u00a0%`;
  return `${minus(percent.toFixed(size >= 9.95 || size === 0 ? 0 : size >= 0.995 ? 1 : 2))}\u00a0%`;
}

/** From the least of some values to the greatest, one number where both read the same: `0.98 to 1.04`. */
export function spanned(values: readonly number[], format: (value: number) => Markup = formatNumber): Markup {
  const [low, high] = [Math.min(...values), Math.max(...values)].map(format);
  // A unit is said once.
  return low === high ? low : `${low.replace(/\u00a0%$/, '')} to ${high}`;
}

const words = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** Counts below ten in words. */
export const countWord = (count: number): string => words[count] ?? String(count);

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `a, b and c` */
export const listed = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;

/** A count with its noun: `1 seed`, `3 seeds`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** Sizes of files: kB and MB of 1000. */
export const formatBytes = (bytes: number): string =>
  bytes < 1000
    ? `${bytes} B`
    : bytes < 1e6
      ? `${(bytes / 1000).toFixed(1)} kB`
      : `${(bytes / 1e6).toFixed(1)} MB`;

/** A count with its thousands apart: `31,000`. */
export const grouped = (count: number): string => count.toLocaleString('en-GB');

/** The values that there are. */
export const known = (values: readonly (number | null)[]): readonly number[] =>
  values.filter((value) => value !== null);
