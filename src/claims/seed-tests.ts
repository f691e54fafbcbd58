import { tInterval, UndefinedStatistic, type Estimate } from '../math/statistics.ts';
import type { ClaimTest } from './claim.ts';
import type { Artifact } from './experiment.ts';

/**
 * One statistic a seed, under the seed's number; a list counts its seeds from 0. Null where a run lacks it and not
 * finite where it could not be computed, either of which leaves the test without a value.
 */
export type PerSeed = ReadonlyMap<number, number | null> | readonly (number | null)[];

/** A number made of runs; NaN where a statistic in it is undefined, so that its seed can be named. */
function computed(statistic: () => number | null): number | null {
  try {
    return statistic();
  } catch (error) {
    if (error instanceof UndefinedStatistic) return Number.NaN;
    throw error;
  }
}

/** A statistic of what there is of each seed. */
export const ofSeeds = <T>(
  seeds: ReadonlyMap<number, T>,
  statistic: (of: T, seed: number) => number | null,
): ReadonlyMap<number, number | null> =>
  new Map([...seeds].map(([seed, of]) => [seed, computed(() => statistic(of, seed))]));

/**
 * A statistic of each run, in the order of their seeds.
 * @throws RangeError where a seed has two runs, of which only one would count
 */
export function perSeed<O>(
  artifacts: readonly Artifact<O>[],
  statistic: (output: O) => number | null,
): ReadonlyMap<number, number | null> {
  const runs = artifacts.toSorted((a, b) => a.seed - b.seed);
  const twice = runs.find(({ seed }, i) => i > 0 && runs[i - 1].seed === seed);
  if (twice) throw new RangeError(`seed ${twice.seed} has two runs, of which ${twice.id} is one`);
  return ofSeeds(new Map(runs.map(({ seed, output }) => [seed, output])), statistic);
}

/**
 * A statistic of each seed from those of several kinds of run; null where one of these lacks its value, NaN where one is
 * not finite.
 */
export function acrossKinds(
  kinds: readonly PerSeed[],
  combine: (values: readonly number[]) => number,
): ReadonlyMap<number, number | null> {
  const columns = kinds.map((column) => new Map(column.entries()));
  const seeds = [...new Set(columns.flatMap((column) => [...column.keys()]))].sort((a, b) => a - b);
  const found = new Map(seeds.map((seed) => [seed, columns.map((column) => column.get(seed) ?? null)]));
  return ofSeeds(found, (values) => {
    if (values.includes(null)) return null;
    return values.every(Number.isFinite) ? combine(values as number[]) : Number.NaN;
  });
}

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

export const upperAtMost = (bound: number): Rule => ({
  text: `upper bound ≤ ${number(bound)}`,
  holds: ({ interval }) => interval[1] <= bound,
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

/** The interval over seeds; null with fewer than two, or where one lacks its value. */
function estimated(values: readonly (number | null)[]): Estimate | null {
  try {
    return values.includes(null) ? null : tInterval(values as readonly number[]);
  } catch (error) {
    if (error instanceof UndefinedStatistic) return null;
    throw error;
  }
}

function measure({ values, rule }: Measurement) {
  const found = estimated([...values.values()]);
  const missing = [...values.entries()].flatMap(([seed, value]) => (Number.isFinite(value) ? [] : [seed]));
  return {
    value: found?.value ?? null,
    interval: found && ([...found.interval] as [number, number]),
    ...(missing.length > 0 && { missing }),
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
    seeds: [...values.values()].length,
    ...measure({ name, values, rule }),
    control: { name: control.name, ...measure(control) },
  };
}
