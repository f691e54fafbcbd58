import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { verdicts, type JudgedClaim, type Verdict } from '../claims/claim.ts';
import { scopeSchema } from '../claims/scope.ts';
import { counted } from '../figures/numbers.ts';

/** `npm run verify -- --keep …` puts here what a run with `--first-seed N` gave, in a folder N. */
const folder = resolve('content/reference/other-seeds');

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

const runSchema = otherSeedsSchema.extend({
  profile: z.enum(['full', 'quick']),
  ...scopeSchema.pick({ dataset: true, seeds: true, firstSeed: true }).shape,
});

/** A run on other seeds, from `firstSeed` on, with the reason it was kept for. */
export interface SeedsRun extends z.output<typeof runSchema> {
  readonly why: string;
}

/** Whether a run differs from a build in its seeds only, as many as the build has. */
export const isOnOtherSeeds = (
  run: Omit<SeedsRun, 'why' | 'claims'>,
  build: Omit<SeedsRun, 'why' | 'claims'>,
): boolean =>
  run.profile === build.profile &&
  run.dataset === build.dataset &&
  run.seeds === build.seeds &&
  run.firstSeed !== build.firstSeed;

const acceptedSchema = z.array(z.object({ why: z.string() })).min(1);

const read = <T>(schema: z.ZodType<T>, ...path: string[]): T =>
  schema.parse(JSON.parse(readFileSync(join(folder, ...path), 'utf8')));

/** The runs on other seeds that are kept, in the order of their seeds, which is that in which they were made. */
export function seedsRuns(): readonly SeedsRun[] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .map((name) => ({
      ...read(runSchema, name, 'full-native.json'),
      why: read(acceptedSchema, name, 'accepted.json').at(-1)!.why,
    }))
    .sort((a, b) => a.firstSeed - b.firstSeed);
}

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
