import type { JudgedClaim } from '../claims/claim.ts';
import { countWord } from '../figures/numbers.ts';

/** Tests that have the same part in a verdict. */
export interface TestGroup {
  /** `hold`: what they do here. */
  readonly does: string;
  readonly names: readonly string[];
}

/** What other outcome of its tests would change the verdict of a claim. */
export interface Reconsideration {
  /** In one sentence. A test that stands alone in its group is named, of others there is their number. */
  readonly sentence: string;
  /** The groups whose tests the sentence only counts. */
  readonly groups: readonly TestGroup[];
}

const quantities = {
  all: (count: number) => (count === 2 ? 'both' : `all ${countWord(count)}`),
  any: (count: number) => (count === 2 ? 'either of the two' : `any of the ${countWord(count)}`),
};

/** `“growth”`, or `all six tests that hold here` */
const subject = ({ does, names }: TestGroup, each: keyof typeof quantities = 'all'): string =>
  names.length === 1 ? `“${names[0]}”` : `${quantities[each](names.length)} tests that ${does} here`;

function sentenceOf(verdict: JudgedClaim['verdict'], held: TestGroup, failed: TestGroup, loose: TestGroup) {
  switch (verdict) {
    case 'supported':
      return held.names.length === 1
        ? `A failure of ${subject(held)} would refute it.`
        : `A failure of ${subject(held, 'any')} would make it “partly”.`;
    case 'partly':
      return `It would be supported if ${subject(failed)} held as well, and refuted if ${subject(held)} failed too.`;
    case 'refuted':
      return failed.names.length === 1
        ? `It would be supported if ${subject(failed)} held.`
        : `It would hold in part if ${subject(failed, 'any')} held.`;
    case 'inconclusive':
      return `It would be decided if ${subject(loose)} could be measured with a control that shows nothing.`;
    case 'not measured':
      return 'An experiment that bears on it.';
  }
}

export function reconsider({ verdict, tests }: Pick<JudgedClaim, 'verdict' | 'tests'>): Reconsideration {
  const group = (does: string, belongs: (test: (typeof tests)[number]) => boolean): TestGroup => ({
    does,
    names: tests.filter(belongs).map(({ name }) => name),
  });
  const held = group('hold', ({ passes }) => passes);
  const failed = group('fail', ({ passes }) => !passes);
  const loose = group('decide nothing', ({ control, value }) => !control.passes || value === null);
  const told = { supported: [held], partly: [failed, held], refuted: [failed], inconclusive: [loose] };
  return {
    sentence: sentenceOf(verdict, held, failed, loose),
    groups: verdict === 'not measured' ? [] : told[verdict].filter(({ names }) => names.length > 1),
  };
}
