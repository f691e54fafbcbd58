import type { ClaimTest, Verdict } from './claim.ts';

/** What each verdict means, as printed beside the ledger; `judgeTests` applies exactly this. */
export const verdictRules: readonly { readonly verdict: Verdict; readonly meaning: string }[] = [
  { verdict: 'supported', meaning: 'Every test passes, and in every control the effect is absent.' },
  {
    verdict: 'partly',
    meaning: 'Some tests pass and some do not, and in every control the effect is absent.',
  },
  { verdict: 'refuted', meaning: 'No test passes, although every control behaves.' },
  {
    verdict: 'inconclusive',
    meaning: 'A control shows the effect as well, or a statistic could not be computed from the runs.',
  },
  { verdict: 'not measured', meaning: 'No experiment of this build bears on the claim.' },
];

/** What a claim's page says of its verdict first; `on` names what was measured, such as `networks`. */
export function verdictOpening(verdict: Verdict, on?: string): string {
  const claim = on === undefined ? 'The claim' : `On the ${on} measured here the claim`;
  const [every, tests] = on === undefined ? ['test made here', 'the tests made here'] : ['test', 'its tests'];
  const openings: Readonly<Record<Verdict, string>> = {
    supported: `${claim} passes every ${every}.`,
    partly: `${claim} passes some of ${tests} and fails others.`,
    refuted: `${claim} passes none of ${tests}.`,
    inconclusive: 'The measurement does not decide the claim.',
    'not measured': 'The claim is not measured in this build.',
  };
  return openings[verdict];
}

type Measured = Pick<ClaimTest, 'value' | 'interval' | 'missing'>;

const isMeasured = ({ value, interval }: Measured) =>
  interval !== null && [value, ...interval].every((number) => Number.isFinite(number));

const seedNames = (seeds: readonly number[]) =>
  seeds.length === 1 ? `seed ${seeds[0]}` : `seeds ${seeds.slice(0, -1).join(', ')} and ${seeds.at(-1)}`;

const names = (tests: readonly ClaimTest[]) => tests.map(({ name }) => name).join('; ');

/** The runs that did not end as planned for want of which a test lacks a value: `edge-linear-seed0 (diverged)`. */
export type RunsBehind = (test: ClaimTest) => readonly string[];

/** What a test lacks, its own value or that of its control; null where it has both. */
function gapOf(
  test: ClaimTest,
): { readonly name: string; readonly missing?: readonly number[] | undefined } | null {
  if (!isMeasured(test)) return { name: test.name, missing: test.missing };
  const { name, control } = test;
  return isMeasured(control) ? null : { name: `the control of ${name}`, missing: control.missing };
}

/** What cannot be computed, in a sentence for all tests that lack the same runs; empty where everything can. */
function notComputable(tests: readonly ClaimTest[], behind: RunsBehind): string {
  const groups = new Map<string, string[]>();
  for (const test of tests) {
    const gap = gapOf(test);
    if (gap === null) continue;
    const runs = behind(test);
    const why = runs.length === 0 ? 'from these runs' : `for want of ${runs.join(', ')}`;
    const seeds = gap.missing && runs.length === 0 ? ` (no value in ${seedNames(gap.missing)})` : '';
    groups.set(why, [...(groups.get(why) ?? []), `${gap.name}${seeds}`]);
  }
  return [...groups].map(([why, gaps]) => `Not computable ${why}: ${gaps.join('; ')}.`).join(' ');
}

/** The verdict that follows from the tests, with its reason in a sentence. */
export function judgeTests(
  tests: readonly ClaimTest[],
  behind: RunsBehind = () => [],
): { verdict: Verdict; reason: string } {
  if (tests.length === 0)
    return { verdict: 'not measured', reason: 'No experiment of this build bears on the claim.' };
  const gaps = notComputable(tests, behind);
  if (gaps !== '') return { verdict: 'inconclusive', reason: gaps };
  const loose = tests.filter(({ control }) => !control.passes);
  if (loose.length > 0)
    return {
      verdict: 'inconclusive',
      reason: `The control does not behave as it must: ${names(loose)}.`,
    };
  const failed = tests.filter(({ passes }) => !passes);
  if (failed.length === 0) return { verdict: 'supported', reason: `Holds: ${names(tests)}.` };
  if (failed.length === tests.length)
    return { verdict: 'refuted', reason: `Does not hold: ${names(failed)}.` };
  const passed = tests.filter(({ passes }) => passes);
  return { verdict: 'partly', reason: `Holds: ${names(passed)}. Does not hold: ${names(failed)}.` };
}
