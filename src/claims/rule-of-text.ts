import {
  exactly,
  lowerAbove,
  lowerAtLeast,
  near,
  upperAtMost,
  upperBelow,
  within,
  type Rule,
} from './seed-tests.ts';

/** Each kind of rule by how its text reads, `#` for a number. */
const kinds: readonly (readonly [text: string, rule: (...numbers: number[]) => Rule])[] = [
  ['lower bound ≥ #', lowerAtLeast],
  ['lower bound > #', lowerAbove],
  ['upper bound < #', upperBelow],
  ['upper bound ≤ #', upperAtMost],
  ['interval within [#, #]', within],
  ['# in every seed', exactly],
  ['|value − #| < # at both bounds', near],
];

const number = String.raw`([−-]?\d+(?:\.\d+)?(?:e[−+-]?\d+)?)`;
const pattern = (text: string) =>
  new RegExp(
    `^${text
      .split('#')
      .map((part) => part.replaceAll(/[[\]|.]/g, String.raw`\$&`))
      .join(number)}$`,
  );

const patterns = kinds.map(([text, rule]) => ({ read: pattern(text), rule }));

/** The rule that a text states, as published in `claims.json`; null where it is of no known kind. */
export function ruleOfText(text: string): Rule | null {
  for (const { read, rule } of patterns) {
    const found = read.exec(text);
    if (found) return rule(...found.slice(1).map((digits) => Number(digits.replaceAll('−', '-'))));
  }
  return null;
}
