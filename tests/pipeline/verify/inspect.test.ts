import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { JudgedClaim } from '../../../src/claims/claim.ts';
import { sha256 } from '../../../src/pipeline/canonical.ts';
import { Complaint } from '../../../src/pipeline/complaint.ts';
import { inspectResults } from '../../../src/pipeline/verify/inspect.ts';
import type { ManifestEntry, ResultsHead } from '../../../src/claims/published.ts';
import { edit, replace, runs, writeResults } from './fixture.ts';
import { found, foundBelow } from './found.ts';

let whole: string;
beforeAll(() => writeResults((whole = mkdtempSync(join(tmpdir(), 'whole-')))));
afterAll(() => rmSync(whole, { recursive: true }));

let folder: string;
beforeEach(() => cpSync(whole, (folder = mkdtempSync(join(tmpdir(), 'inspect-'))), { recursive: true }));
afterEach(() => rmSync(folder, { recursive: true }));

type Manifest = ResultsHead & { artifacts: ManifestEntry[] };
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What is complained of, in words; nothing where the folder is found whole. */
const complaint = async (registered = found): Promise<string> =>
  inspectResults(folder, registered).then(
    () => '',
    (error: unknown) => {
      if (error instanceof Complaint) return error.message;
      throw error;
    },
  );

const otherClaims = (by: (claims: JudgedClaim[]) => unknown) => () => replace(folder, 'claims.json', by);
const claims = (change: (claims: JudgedClaim[]) => unknown) => () => edit(folder, 'claims.json', change);
const first = (change: (test: JudgedClaim['tests'][number]) => void) => claims(([r1]) => change(r1.tests[0]));
const manifest = (change: (manifest: Mutable<Manifest>) => unknown) => () =>
  edit(folder, 'manifest.json', change);
const build = (change: (head: Mutable<ResultsHead>) => unknown) => () => {
  edit(folder, 'build.json', change);
  edit(folder, 'manifest.json', change);
};
/** Changes an artifact and everything that states its checksum. */
const forged = (change: (artifact: Record<string, unknown>) => unknown) => () => {
  const path = 'artifacts/found-tanh-seed1.json';
  edit(folder, path, change);
  const sum = sha256(readFileSync(join(folder, path)));
  manifest(({ artifacts }) => {
    const entry = artifacts[1] as Mutable<ManifestEntry>;
    entry.sha256 = sum;
    entry.files = { ...entry.files, [path]: sum };
  })();
};

test('a folder that is as the pipeline wrote it is whole', async () => {
  expect(await complaint()).toBe('');
});

test.each<readonly [what: string, () => void, RegExp]>([
  [
    'an interval of null',
    first((one) => (one.interval = null)),
    /R1, exponent, interval: none for its value/,
  ],
  [
    'a value of null under a passing rule',
    first((one) => ((one.value = null), (one.interval = null))),
    /R1, exponent, passes: it cannot pass without a value/,
  ],
  [
    'an absurd interval',
    first((one) => (one.interval = [-1e9, 1e9])),
    /R1, exponent, passes: .* but by its rule "upper bound < 1.45" it does not pass/,
  ],
  [
    'an interval beside its value',
    first((one) => (one.interval = [0, 1])),
    /R1, exponent, interval: \[0, 1\]/,
  ],
  ['an interval upside down', first((one) => (one.interval = [1.4, 1.2])), /R1, exponent, interval/],
  ['an outcome', first((one) => (one.passes = false)), /R1, exponent, passes/],
  [
    'an easier rule',
    first((one) => (one.rule = 'upper bound < 9')),
    /R1 is not what the judges make.*exponent, rule/,
  ],
  [
    'a rule in words',
    first((one) => (one.rule = 'as it pleases')),
    /R1 is not what the judges make.*exponent, rule/,
  ],
  [
    'the outcome of a control',
    first(({ control }) => (control.passes = false)),
    /R1, exponent, control: linear, passes/,
  ],
  [
    'a number of seeds',
    first((one) => (one.seeds = 50)),
    /R1 is not what.*exponent, seeds is 50 there and 5/,
  ],
  [
    'a value',
    first((one) => (one.value! += 1e-5)),
    /R1 is not what.*exponent, value is 1.30001 there and 1.3 by/,
  ],
  ['a verdict', claims(([r1]) => (r1.verdict = 'supported')), /R1, verdict: it is supported, .* partly/],
  ['a reason', claims(([r1]) => (r1.reason = 'because')), /R1 is not what.*reason is "because"/],
  ['a statement', claims(([, r2]) => (r2.statement = 'It is flat.')), /R2 is not what.*statement/],
  [
    'a second claim of one name',
    otherClaims((all) => [...all, { ...all[0], verdict: 'refuted' }]),
    /R1: the claim is there more than once/,
  ],
  ['a claim less', otherClaims((all) => all.slice(1)), /R1: the claim is missing/],
  ['no claims', otherClaims(() => []), /R6: the claim is missing/],
  [
    'two tests of one name',
    claims(([r1]) => void r1.tests.push(r1.tests[0])),
    /R1, exponent: two tests of one name/,
  ],
  ['a test less', claims(([r1]) => void r1.tests.pop()), /R1, verdict.*/],
  [
    'tests in another order',
    claims(([r1]) => void r1.tests.reverse()),
    /R1 is not what.*(tests stand in another order|reason)/,
  ],
  [
    'another artifact',
    claims(([r1]) => (r1.artifacts[0] = 'x')),
    /R1, artifacts: manifest.json has no result of x/,
  ],
  ['no artifacts of a claim', claims(([r1]) => (r1.artifacts = [])), /R1, artifacts: none/],
  [
    'a manifest without artifacts',
    manifest((of) => (of.artifacts = [])),
    /R1, artifacts: manifest.json has no result of 5 runs/,
  ],
  [
    'a run less',
    manifest((of) => void of.artifacts.pop()),
    /found is said to be whole, but manifest.json lacks found-tanh-seed4/,
  ],
  [
    'a run twice',
    manifest((of) => void of.artifacts.push(of.artifacts[0])),
    /found-tanh-seed0 is there more than once/,
  ],
  [
    'files not listed',
    manifest((of) => of.artifacts.forEach((one) => ((one as Mutable<ManifestEntry>).files = {}))),
    /found-tanh-seed0, files: artifacts\/found-tanh-seed0.json is not among them/,
  ],
  [
    'a run that failed',
    manifest((of) => ((of.artifacts[0] as Mutable<ManifestEntry>).status = 'failed')),
    /found-tanh-seed0 failed/,
  ],
  [
    'a name',
    manifest((of) => ((of.artifacts[0] as Mutable<ManifestEntry>).seed = 7)),
    /found-tanh-seed0, id: .* make it found-tanh-seed7/,
  ],
  [
    'another profile in the manifest',
    manifest((of) => (of.profile = 'full')),
    /do not have the same profile/,
  ],
  [
    'other seeds in the head',
    build((of) => (of.seeds = 2)),
    /3 runs, found-tanh-seed2 first, of found on seeds or variants/,
  ],
  ['more seeds in the head', build((of) => (of.seeds = 9)), /lacks 4 runs, found-tanh-seed5 first/],
  ['seeds from elsewhere', build((of) => (of.firstSeed = 100)), /lacks 5 runs, found-tanh-seed100 first/],
  [
    'another data set in the head',
    build((of) => (of.dataset = 'fashion-mnist')),
    /artifacts\/found-tanh-seed0.json, data set: it is of mnist, by the manifest of fashion-mnist/,
  ],
  [
    'no experiments in the head',
    build((of) => (of.experiments = [])),
    /build.json, experiments: found is not named/,
  ],
  [
    'a head without seeds',
    build((of) => delete (of as Partial<Mutable<ResultsHead>>).seeds),
    /build.json is damaged; .*\(seeds: /,
  ],
  [
    'options of another run',
    () =>
      edit<{ options: string[] }>(
        folder,
        'build.json',
        (of) => void of.options.push('--dataset fashion-mnist'),
      ),
    /build.json, options: they are .*--dataset fashion-mnist, but its head makes them --profile quick --backend native/,
  ],
  [
    'a command of another run',
    manifest((of) => ((of.artifacts[0] as Mutable<ManifestEntry>).command += ' --seeds 2')),
    /found-tanh-seed0, command: .* --force --seeds 2 in place of .*--force$/m,
  ],
  [
    'a file from elsewhere',
    manifest(
      (of) =>
        ((of.artifacts[0] as Mutable<ManifestEntry>).files = { '../../x': 'y', ...of.artifacts[0].files }),
    ),
    /found-tanh-seed0, files: ..\/..\/x is not in artifacts, tensors, datasets/,
  ],
  [
    'an artifact with its checksums',
    forged((of) => (of['exponent'] = 1.0)),
    /R1 is not what the judges make of the artifacts/,
  ],
  [
    'an artifact of another seed',
    forged((of) => (of['seed'] = 3)),
    /artifacts\/found-tanh-seed1.json, seed: it is of 3, by the manifest of 1/,
  ],
  [
    'an artifact of another form',
    forged((of) => (of['exponent'] = 'one')),
    /artifacts\/found-tanh-seed1.json does not match the schema/,
  ],
  [
    'a file that nobody lists',
    () => writeFileSync(join(folder, 'artifacts/more.json'), '{}'),
    /artifacts\/more.json is not in manifest.json/,
  ],
  [
    'a file that is gone',
    () => rmSync(join(folder, 'datasets/digits.safetensors')),
    /datasets\/digits.safetensors is missing/,
  ],
  [
    'a file that has changed',
    () => writeFileSync(join(folder, 'datasets/digits.safetensors'), 'y'),
    /datasets\/digits.safetensors does not match the manifest's checksum/,
  ],
  [
    'a field of a test',
    claims(([r1]) => Object.assign(r1.tests[1], { interval: 'wide' })),
    /claims.json is damaged; .*\(R1, tests, slope, interval: /,
  ],
  ['claims that are no list', otherClaims(() => ({})), /claims.json is damaged; .*\(it: expected array/],
  [
    'a file that is no JSON',
    () => writeFileSync(join(folder, 'claims.json'), '[{'),
    /claims.json is damaged; .*\(it is no JSON/,
  ],
  [
    'an empty file',
    () => writeFileSync(join(folder, 'build.json'), ''),
    /build.json is damaged; .*\(it is no JSON/,
  ],
  [
    'a folder in place of a file',
    () => (rmSync(join(folder, 'claims.json')), mkdirSync(join(folder, 'claims.json'))),
    /claims.json is a folder where a file should be/,
  ],
  ['a missing manifest', () => rmSync(join(folder, 'manifest.json')), /manifest.json is not there/],
])('found: %s', async (_, change, words) => {
  change();
  expect(await complaint()).toMatch(words);
});

test('claims that were judged by other rules are found', async () => {
  expect(await complaint(foundBelow(1.5))).toMatch(/exponent, rule is "upper bound < 1.45" there/);
});

/** Paths of every value inside a value. */
const leaves = (value: unknown, path: readonly string[] = []): readonly (readonly string[])[] =>
  value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([name, inside]) => leaves(inside, [...path, name]))
    : [path];

test('whatever is changed in claims.json, its claim is named', async () => {
  const text = readFileSync(join(folder, 'claims.json'), 'utf8');
  const paths = leaves(JSON.parse(text));
  const other = fc.oneof(
    fc.constantFrom(null, true, false, '', 'R1', 0, -1, 2, 1e300),
    fc.double({ noNaN: true }),
    fc.string(),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), other, async (path, value) => {
      const root = JSON.parse(text) as JudgedClaim[];
      const parent = path
        .slice(0, -1)
        .reduce(
          (at, name) => at[name] as Record<string, unknown>,
          root as unknown as Record<string, unknown>,
        );
      const last = path.at(-1)!;
      const before = parent[last];
      fc.pre(
        JSON.stringify(before) !== JSON.stringify(value) &&
          Number.isFinite(value ?? 0) !== (typeof value === 'string'),
      );
      fc.pre(
        !(
          typeof before === 'number' &&
          typeof value === 'number' &&
          Math.abs(value - before) <= 1e-8 * Math.abs(before)
        ),
      );
      parent[last] = value;
      writeFileSync(join(folder, 'claims.json'), JSON.stringify(root));
      expect(await complaint()).toContain(path[1] === 'id' ? 'claims.json' : `R${Number(path[0]) + 1}`);
    }),
    { numRuns: 150 },
  );
});

test('results of fewer seeds, other seeds and of WebAssembly are whole as well', async () => {
  for (const [outputs, given] of [
    [runs(1.3, 2), { stated: { seeds: 2 } }],
    [runs(), { stated: { firstSeed: 100 } }],
    [runs(), { backend: 'wasm' }],
  ] as const) {
    rmSync(folder, { recursive: true });
    await writeResults(folder, outputs, given);
    expect(await complaint()).toBe('');
  }
});
