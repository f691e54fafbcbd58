import type { Measured } from './tolerance.ts';

const shown = (value: number) => String(Number(value.toPrecision(7)));
const number = (value: number | null) => (value === null ? 'none' : shown(value));

/** An interval over seeds, which decides whether a test passes. */
const span = ({ value, interval }: Measured) =>
  interval === null
    ? number(value)
    : `${number(value)}, interval [${interval.map((end) => Number(end.toPrecision(3))).join(', ')}]`;

/** By how much two values might have differed. */
const allowed = (one: number | null, other: number | null, tolerance: number) =>
  one === null || other === null ? '' : `, tolerance ${tolerance.toPrecision(3)}`;

/** How a comparison of two results is put in words. */
export interface Wording {
  /** What the two are called, first the one that the other is held to. */
  readonly names: readonly [reference: string, found: string];
  readonly values: (before: number | null, now: number | null, tolerance: number) => string;
  readonly rules: (before: string, now: string) => string;
  readonly outcome: (
    before: Measured & { readonly passes: boolean },
    now: Measured & { readonly passes: boolean },
  ) => string;
  readonly verdicts: (before: string, now: string) => string;
  readonly seeds: (before: number, now: number) => string;
  readonly onlyInFirst: string;
  readonly onlyInSecond: string;
}

/** New results beside an older reference. */
export const since: Wording = {
  names: ['reference', 'now'],
  values: (before, now, tolerance) =>
    `${number(before)} is now ${number(now)}${allowed(before, now, tolerance)}`,
  rules: (before, now) => `its rule "${before}" is now "${now}"`,
  outcome: (_, { passes }) => (passes ? 'it did not pass and now does' : 'it passed and now does not'),
  verdicts: (before, now) => `the verdict was ${before} and is ${now}`,
  seeds: (before, now) => `measured with ${before} seeds and now with ${now}`,
  onlyInFirst: 'the test is gone from the results',
  onlyInSecond: 'the test is not in the reference',
};

/** Two results of equal standing, such as those of two backends. */
export const sideBySide = (one: string, other: string): Wording => {
  const both = (first: string | number, second: string | number) =>
    `${first} on ${one}, ${second} on ${other}`;
  return {
    names: [one, other],
    values: (first, second, tolerance) =>
      both(number(first), number(second)) + allowed(first, second, tolerance),
    rules: (first, second) => `another rule, ${both(`"${first}"`, `"${second}"`)}`,
    outcome: (first, second) =>
      `passes on ${second.passes ? other : one} only (${one}: ${span(first)}; ${other}: ${span(second)})`,
    verdicts: (first, second) => `another verdict, ${both(first, second)}`,
    seeds: (first, second) => `another number of seeds, ${both(first, second)}`,
    onlyInFirst: `measured on ${one} only`,
    onlyInSecond: `measured on ${other} only`,
  };
};
