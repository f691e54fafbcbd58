import { tInterval, type Estimate } from '../math/statistics.ts';
import type { ClaimTest } from './claim.ts';

/** One statistic a seed; null where a seed lacks it, which leaves the test without a value. */
export type PerSeed = readonly (number | null)[];

/** What an interval over seeds is held to, in words and as code. */
export interface Rule {
  readonly text: string;
  readonly holds: (estimate: Estimate) => boolean;
}

const number = (value: number) => String(value).replace('-', '−');

export const lowerAtLeast = (bound: number): Rule => ({
  text: `lower bound ≥ ${number(bound)}`,
  holds: ({ interval }) => interval[0] >= bound,
});

export const lowerAbove = (bound: number): Rule => ({
  text: `lower bound > ${number(bound)}`,
  holds: ({ interval }) => interval[0] > bound,
});

export const upperBelow = (bound: number): Rule => ({
  text: `upper bound < ${number(bound)}`,
  holds: ({ interval }) => interval[1] < bound,
});

export const within = (low: number, high: number): Rule => ({
  text: `interval within [${number(low)}, ${number(high)}]`,
  holds: ({ interval }) => interval[0] >= low && interval[1] <= high,
});

export const exactly = (expected: number): Rule => ({
  text: `${number(expected)} in every seed`,
  holds: ({ interval }) => interval.every((bound) => bound === expected),
});

/** Within `tolerance` of a number that theory gives. */
export const near = (expected: number, tolerance: number): Rule => ({
  text: `|value − ${number(expected)}| < ${tolerance} at both bounds`,
  holds: ({ interval }) => interval.every((bound) => Math.abs(bound - expected) < tolerance),
});

interface Measurement {
  readonly name: string;
  readonly values: PerSeed;
  readonly rule: Rule;
}

function measure({ values, rule }: Measurement) {
  const found = values.length < 2 || values.includes(null) ? null : tInterval(values as number[]);
  return {
    value: found?.value ?? null,
    interval: found && ([...found.interval] as [number, number]),
    rule: rule.text,
    passes: found !== null && rule.holds(found),
  };
}

/** A test of a claim by the mean over seeds with its t interval, and the same of its control. */
export function measuredTest({
  name,
  statistic,
  values,
  rule,
  control,
}: Measurement & { readonly statistic: string; readonly control: Measurement }): ClaimTest {
  return {
    name,
    statistic,
    seeds: values.length,
    ...measure({ name, values, rule }),
    control: { name: control.name, ...measure(control) },
  };
}
