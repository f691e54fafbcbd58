import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { verdicts, type JudgedClaim, type Verdict } from '../experiments/claim.ts';
import { counted } from '../figures/numbers.ts';

/** Where `npm run verify -- --reference content/reference/other-seeds --accept …` puts what other seeds gave. */
const file = resolve('content/reference/other-seeds/full-native.json');

const measurement = {
  value: z.number().nullable(),
  interval: z.tuple([z.number(), z.number()]).nullable(),
  passes: z.boolean(),
};

const otherSeedsSchema = z.object({
  claims: z.array(
    z.object({
      id: z.string(),
      verdict: z.enum(verdicts),
      tests: z.array(
        z.object({ name: z.string(), ...measurement, control: z.object({ passes: z.boolean() }) }),
      ),
    }),
  ),
});

export type OtherSeeds = z.output<typeof otherSeedsSchema>;

/** What a run on other seeds gave; null where none is kept. */
export const otherSeeds = (): OtherSeeds | null =>
  existsSync(file) ? otherSeedsSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;

type Measured = Pick<OtherSeeds['claims'][number]['tests'][number], 'value' | 'interval' | 'passes'>;

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

/** How far other seeds agree, in a sentence. */
export function seedsFinding({ verdicts: compared, rows }: SeedsComparison): string {
  const same = compared.filter(({ here, elsewhere }) => here === elsewhere).length;
  const agreeing = rows.filter(({ agrees }) => agrees).length;
  const claims =
    compared.length === 0 ? '' : `the same verdict for ${same} of ${counted(compared.length, 'claim')}, and `;
  return `Other seeds give ${claims}the same outcome in ${agreeing} of ${counted(rows.length, 'test')}.`;
}
