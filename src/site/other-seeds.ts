import type { JudgedClaim, Verdict } from '../claims/claim.ts';
import type { ReferenceTest, ResultsHead } from '../claims/published.ts';
import { counted } from '../figures/numbers.ts';

type Measured = Pick<ReferenceTest, 'value' | 'interval' | 'passes'>;

/** What of a run is compared. */
export interface OtherSeeds {
  readonly claims: readonly {
    readonly id: string;
    readonly verdict: Verdict;
    readonly tests: readonly (Measured & {
      readonly name: string;
      readonly control: Pick<ReferenceTest['control'], 'passes'>;
    })[];
  }[];
}

type Seeds = Pick<ResultsHead, 'profile' | 'dataset' | 'seeds' | 'firstSeed'>;

/** Whether a run differs from a build in its seeds only, as many as the build has. */
export const isOnOtherSeeds = (run: Seeds, build: Seeds): boolean =>
  run.profile === build.profile &&
  run.dataset === build.dataset &&
  run.seeds === build.seeds &&
  run.firstSeed !== build.firstSeed;

/** A test of this build beside the same one on other seeds. */
export interface SeedsRow {
  readonly claim: string;
  readonly name: string;
  readonly here: Measured;
  readonly elsewhere: Measured;
  readonly agrees: boolean;
}

export interface SeedsComparison {
  readonly verdicts: readonly {
    readonly claim: string;
    readonly here: Verdict;
    readonly elsewhere: Verdict;
  }[];
  readonly rows: readonly SeedsRow[];
}

/** The tests that both runs made; a claim's verdicts are compared only where they made the same ones. */
export function compareSeeds(claims: readonly JudgedClaim[], other: OtherSeeds): SeedsComparison {
  const pairs = claims.flatMap((claim) => {
    const found = other.claims.find(({ id }) => id === claim.id);
    return found ? [{ claim, found }] : [];
  });
  const rows = pairs.flatMap(({ claim, found }) =>
    claim.tests.flatMap((test): SeedsRow[] => {
      const same = found.tests.find(({ name }) => name === test.name);
      if (!same) return [];
      const agrees = same.passes === test.passes && same.control.passes === test.control.passes;
      return [{ claim: claim.id, name: test.name, here: test, elsewhere: same, agrees }];
    }),
  );
  const whole = pairs.filter(
    ({ claim, found }) =>
      claim.tests.length > 0 &&
      claim.tests.length === found.tests.length &&
      claim.tests.every(({ name }) => rows.some((row) => row.claim === claim.id && row.name === name)),
  );
  return {
    verdicts: whole.map(({ claim, found }) => ({
      claim: claim.id,
      here: claim.verdict,
      elsewhere: found.verdict,
    })),
    rows,
  };
}

/** How far other seeds agree, in sentences: the claims whose verdict differs are named. */
export function seedsFinding({ verdicts: compared, rows }: SeedsComparison): string {
  const same = compared.filter(({ here, elsewhere }) => here === elsewhere).length;
  const agreeing = rows.filter(({ agrees }) => agrees).length;
  const claims =
    compared.length === 0 ? '' : `the same verdict for ${same} of ${counted(compared.length, 'claim')}, and `;
  const others = compared
    .filter(({ here, elsewhere }) => here !== elsewhere)
    .map(({ claim, here, elsewhere }) => ` ${claim} is ${elsewhere} there and ${here} here.`);
  return `They give ${claims}the same outcome in ${agreeing} of ${counted(rows.length, 'test')}.${others.join('')}`;
}
