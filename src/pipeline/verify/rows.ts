import type { ReferenceTest } from '../../claims/published.ts';
import type { Terms } from './terms.ts';
import type { Stated } from './wording.ts';

/** What has drifted. */
export type Moved = 'value' | 'outcome' | 'rule' | 'seeds' | 'control' | 'gone' | 'new';

/** One number of a claim beside its reference. */
export interface Row {
  readonly claim: string;
  /** The test's name, with that of its control where it is the control's number. */
  readonly statistic: string;
  readonly reference: number | null;
  readonly found: number | null;
  /** Whether it passes, on either side; null where it is not there. */
  readonly passes: readonly [reference: boolean | null, found: boolean | null];
  readonly tolerance: number;
  readonly moved: readonly Moved[];
  /** The drift in words, with both values and both outcomes; null where nothing has drifted. */
  readonly drift: string | null;
}

/** Two measurements of one statistic. */
interface Pair {
  readonly claim: string;
  readonly statistic: string;
  readonly before: Stated;
  readonly now: Stated;
  /** Names of controls, where it is one that is compared. */
  readonly controls?: readonly [before: string, now: string];
}

export interface Comparing extends Terms {
  /** Statistics that are compared together. */
  readonly statistics: number;
  /** Whether the two are of the same seeds; otherwise values differ by nature, and only outcomes count. */
  readonly sameSeeds: boolean;
}

function row({ claim, statistic, before, now, controls }: Pair, comparing: Comparing): Row {
  const { words, allowed, statistics, sameSeeds } = comparing;
  const within = allowed(before, now, { seeds: before.seeds, statistics });
  const far =
    before.value === null || now.value === null
      ? before.value !== now.value
      : !(Math.abs(now.value - before.value) <= within);
  const changes: readonly (readonly [Moved, boolean, (() => string)?])[] = [
    ['value', sameSeeds && far, () => words.values(before.value, now.value, within)],
    ['rule', before.rule !== now.rule, () => words.rules(before.rule, now.rule)],
    [
      'seeds',
      sameSeeds && !controls && before.seeds !== now.seeds,
      () => words.seeds(before.seeds, now.seeds),
    ],
    ['control', controls?.[0] !== controls?.[1], () => words.controls(...controls!)],
    ['outcome', before.passes !== now.passes],
  ];
  const moved = changes.filter(([, is]) => is);
  const said = [...moved.flatMap(([, , say]) => (say ? [say()] : [])), words.outcomes(before, now)];
  return {
    claim,
    statistic,
    reference: before.value,
    found: now.value,
    passes: [before.passes, now.passes],
    tolerance: within,
    moved: moved.map(([what]) => what),
    drift: moved.length === 0 ? null : said.join('; '),
  };
}

function lone(
  claim: string,
  test: ReferenceTest,
  where: 'gone' | 'new',
  { words, allowed, statistics }: Comparing,
): Row {
  const gone = where === 'gone';
  return {
    claim,
    statistic: test.name,
    reference: gone ? test.value : null,
    found: gone ? null : test.value,
    passes: gone ? [test.passes, null] : [null, test.passes],
    tolerance: allowed(test, test, { seeds: test.seeds, statistics }),
    moved: [where],
    drift: gone ? words.onlyInFirst(test) : words.onlyInSecond(test),
  };
}

/** Every number of a claim beside its reference, those that only one side has at its place. */
export function claimRows(
  claim: string,
  [reference, found]: readonly [readonly ReferenceTest[], readonly ReferenceTest[]],
  comparing: Comparing,
): Row[] {
  const named = (tests: readonly ReferenceTest[], name: string) => tests.find((test) => test.name === name);
  return [
    ...reference.flatMap((before) => {
      const now = named(found, before.name);
      if (!now) return [lone(claim, before, 'gone', comparing)];
      const control: Pair = {
        claim,
        statistic: `${before.name} – control: ${before.control.name}`,
        before: { seeds: before.seeds, ...before.control },
        now: { seeds: now.seeds, ...now.control },
        controls: [before.control.name, now.control.name],
      };
      return [row({ claim, statistic: before.name, before, now }, comparing), row(control, comparing)];
    }),
    ...found.filter(({ name }) => !named(reference, name)).map((test) => lone(claim, test, 'new', comparing)),
  ];
}
