import type { JudgedClaim } from '../experiments/claim.ts';
import { listed } from '../figures/numbers.ts';

const quoted = (names: readonly string[]): string => listed(names.map((name) => `“${name}”`));

/** What other outcome of its tests would change the verdict of a claim, in a sentence or two. */
export function wouldChange({ verdict, tests }: Pick<JudgedClaim, 'verdict' | 'tests'>): string {
  const names = (passes: boolean) => tests.filter((test) => test.passes === passes).map(({ name }) => name);
  const loose = tests.filter(({ control, value }) => !control.passes || value === null);
  switch (verdict) {
    case 'supported':
      return tests.length === 1
        ? `A failure of ${quoted(names(true))} would refute it.`
        : `A failure of any of ${quoted(names(true))} would make it “partly”.`;
    case 'partly':
      return `It would be supported if ${quoted(names(false))} held as well, and refuted if ${quoted(names(true))} failed too.`;
    case 'refuted':
      return `It would hold in part if any of ${quoted(names(false))} held.`;
    case 'inconclusive':
      return `It would be decided if ${quoted(loose.map(({ name }) => name))} could be measured with a control that shows nothing.`;
    case 'not measured':
      return 'An experiment that bears on it.';
  }
}
