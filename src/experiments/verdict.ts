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

type Measured = Pick<ClaimTest, 'value' | 'interval' | 'missing'>;

const isMeasured = ({ value, interval }: Measured) =>
  interval !== null && [value, ...interval].every((number) => Number.isFinite(number));

const unmeasured = (name: string, measured: Measured) =>
  isMeasured(measured)
    ? []
    : [`${name}${measured.missing ? ` (no value in ${seedNames(measured.missing)})` : ''}`];

const seedNames = (seeds: readonly number[]) =>
  seeds.length === 1 ? `seed ${seeds[0]}` : `seeds ${seeds.slice(0, -1).join(', ')} and ${seeds.at(-1)}`;

const names = (tests: readonly ClaimTest[]) => tests.map(({ name }) => name).join('; ');

/** The verdict that follows from the tests, with its reason in a sentence. */
export function judgeTests(tests: readonly ClaimTest[]): { verdict: Verdict; reason: string } {
  if (tests.length === 0)
    return { verdict: 'not measured', reason: 'No experiment of this build bears on the claim.' };
  const gaps = tests.flatMap((test) =>
    isMeasured(test) ? unmeasured(`the control of ${test.name}`, test.control) : unmeasured(test.name, test),
  );
  if (gaps.length > 0)
    return { verdict: 'inconclusive', reason: `Not computable from these runs: ${gaps.join('; ')}.` };
  const loose = tests.filter(({ control }) => !control.passes);
  if (loose.length > 0)
    return { verdict: 'inconclusive', reason: `The control does not behave as it must: ${names(loose)}.` };
  const failed = tests.filter(({ passes }) => !passes);
  if (failed.length === 0) return { verdict: 'supported', reason: `Holds: ${names(tests)}.` };
  if (failed.length === tests.length)
    return { verdict: 'refuted', reason: `Does not hold: ${names(failed)}.` };
  const passed = tests.filter(({ passes }) => passes);
  return { verdict: 'partly', reason: `Holds: ${names(passed)}. Does not hold: ${names(failed)}.` };
}
