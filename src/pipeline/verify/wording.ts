import type { Measurement } from './contradictions.ts';
import type { HeadRow } from './heads.ts';

const shown = (value: number) => String(Number(value.toPrecision(7)));
const number = (value: number | null) => (value === null ? 'none' : shown(value));

/** A measurement with how many seeds stand behind it. */
export interface Stated extends Measurement {
  readonly seeds: number;
}

/** The value and the interval over seeds that decides whether a test passes. */
const span = ({ value, interval, seeds, missing }: Stated) =>
  [
    number(value),
    interval === null
      ? 'without an interval'
      : `interval [${interval.map((end) => Number(end.toPrecision(3))).join(', ')}]`,
    `${seeds} ${seeds === 1 ? 'seed' : 'seeds'}${missing ? `, no value in ${missing.join(', ')}` : ''}`,
  ].join(', ');

/** By how much two values might have differed. */
const allowed = (one: number | null, other: number | null, tolerance: number) =>
  one === null || other === null ? '' : `, tolerance ${tolerance.toPrecision(3)}`;

/** How a comparison of two results is put in words. */
export interface Wording {
  /** What the two are called, first the one that the other is held to. */
  readonly names: readonly [reference: string, found: string];
  readonly heads: (row: HeadRow) => string;
  readonly values: (before: number | null, now: number | null, tolerance: number) => string;
  readonly rules: (before: string, now: string) => string;
  readonly seeds: (before: number, now: number) => string;
  readonly controls: (before: string, now: string) => string;
  /** Both outcomes with both values, at the end of every drift. */
  readonly outcomes: (before: Stated, now: Stated) => string;
  readonly verdicts: (before: string, now: string) => string;
  readonly onlyInFirst: (test: Stated) => string;
  readonly onlyInSecond: (test: Stated) => string;
}

const passing = ({ passes }: Stated) => (passes ? 'passes' : 'fails');

/** New results beside an older reference. */
export const since: Wording = {
  names: ['reference', 'now'],
  heads: ({ fact, reference, found }) =>
    `another ${fact}: the reference is of ${reference}, now it is ${found}`,
  values: (before, now, tolerance) =>
    `${number(before)} is now ${number(now)}${allowed(before, now, tolerance)}`,
  rules: (before, now) => `its rule "${before}" is now "${now}"`,
  controls: (before, now) => `the control "${before}" is now "${now}"`,
  seeds: (before, now) => `measured with ${before} seeds and now with ${now}`,
  outcomes(before, now) {
    const spans = `(${span(before)}; now ${span(now)})`;
    if (before.passes === now.passes) return `it ${passing(now)} as before ${spans}`;
    return `${now.passes ? 'it did not pass and now does' : 'it passed and now does not'} ${spans}`;
  },
  verdicts: (before, now) => `the verdict was ${before} and is ${now}`,
  onlyInFirst: (test) =>
    `the test is gone from the results; it ${passing(test)} in the reference (${span(test)})`,
  onlyInSecond: (test) => `the test is not in the reference; it ${passing(test)} now (${span(test)})`,
};

/** Two results of equal standing, such as those of two backends. */
export const sideBySide = (one: string, other: string): Wording => {
  const both = (first: string | number, second: string | number) =>
    `${first} on ${one}, ${second} on ${other}`;
  const spans = (first: Stated, second: Stated) => `(${one}: ${span(first)}; ${other}: ${span(second)})`;
  return {
    names: [one, other],
    heads: ({ fact, reference, found }) => `another ${fact}, ${both(reference, found)}`,
    values: (first, second, tolerance) =>
      both(number(first), number(second)) + allowed(first, second, tolerance),
    rules: (first, second) => `another rule, ${both(`"${first}"`, `"${second}"`)}`,
    controls: (first, second) => `another control, ${both(`"${first}"`, `"${second}"`)}`,
    seeds: (first, second) => `another number of seeds, ${both(first, second)}`,
    outcomes: (first, second) =>
      first.passes === second.passes
        ? `${passing(first)} on both ${spans(first, second)}`
        : `passes on ${second.passes ? other : one} only ${spans(first, second)}`,
    verdicts: (first, second) => `another verdict, ${both(first, second)}`,
    onlyInFirst: (test) => `measured on ${one} only; it ${passing(test)} there (${span(test)})`,
    onlyInSecond: (test) => `measured on ${other} only; it ${passing(test)} there (${span(test)})`,
  };
};
