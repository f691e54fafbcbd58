import { escapeMarkup } from '../figures/svg.ts';

/** A rule as HTML: powers of ten as such, and no line break between a comparison and its number. */
export const ruleWords = (rule: string): string =>
  escapeMarkup(rule)
    .replace(/ (&lt;|&gt;|[≤≥=]) /g, '\u00a0$1\u00a0')
    .replace(
      /\b1e([−-])(\d+)/g,
      (_, sign: string, power: string) => `10<sup>${sign === '-' ? '−' : sign}${power}</sup>`,
    )
    .replace(
      /\b([\d.]+)e([−-])(\d+)/g,
      (_, mantissa: string, sign: string, power: string) =>
        `${mantissa}\u00a0×\u00a010<sup>${sign === '-' ? '−' : sign}${power}</sup>`,
    );
