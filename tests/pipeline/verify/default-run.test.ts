import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Checkout } from '../../../src/pipeline/commit.ts';
import { acceptedSchema } from '../../../src/claims/published.ts';
import type { ResultsHead } from '../../../src/claims/published.ts';
import { besideReference, placeOf, take } from '../../../src/pipeline/verify/verify.ts';
import { commit, edit, runs, writeResults } from './fixture.ts';
import { found } from './found.ts';

let folder: string;
const at = (name: string) => join(folder, name);
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'accept-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const clean: Checkout = { commit, changed: [] };

/** Takes the results as the reference, or keeps them beside it. */
async function accept(why: string, checkout: Checkout | null = clean, otherSeeds = false): Promise<void> {
  const verified = await besideReference(at('results'), at('reference'), { registered: found });
  const place = placeOf({ folder: at('reference'), otherSeeds }, verified);
  await take(verified, { folder: place, why, otherSeeds }, { registered: found, checkout });
}

test('a whole default run of a clean checkout is accepted, found again, and accepted anew with what has changed', async () => {
  await writeResults(at('results'));
  await accept('first results');
  const again = await besideReference(at('results'), at('reference'), { registered: found });
  expect(again.comparison.drifts).toEqual([]);
  await writeResults(at('results'), runs(1.4));
  await accept('slices begin closer');
  await accept('once more');
  const log = acceptedSchema.parse(JSON.parse(readFileSync(at('reference/accepted.json'), 'utf8')));
  expect(log.map((change) => [change.why, change.commit, change.changes.length])).toEqual([
    ['first results', commit, 0],
    ['slices begin closer', commit, 1],
    ['once more', commit, 0],
  ]);
  expect(log[1].changes[0]).toMatch(/^R1, exponent: 1.3 is now 1.4, tolerance/);
});

type Stated = Partial<ResultsHead>;

test.each<readonly [what: string, count: number, stated: Stated, checkout: Checkout | null, words: RegExp]>([
  ['fewer seeds', 2, { seeds: 2 }, clean, /the default seeds: these have seeds 0 and 1 in place of/],
  ['as many seeds, asked for', 5, { seeds: 5 }, clean, /the default seeds: these have seeds 0 to 4/],
  ['other seeds', 5, { firstSeed: 100 }, clean, /the default seeds: .* from 100 on/],
  [
    'a run that is missing',
    4,
    { experiments: [], incomplete: ['found'] },
    clean,
    /all experiments: found did not/,
  ],
  [
    'uncommitted changes',
    5,
    {},
    { commit, changed: ['src/a.ts', 'b'] },
    /uncommitted changes: src\/a.ts, b differ/,
  ],
  ['no git checkout', 5, {}, null, /a git checkout: there is none/],
  ['results of another commit', 5, { commit: 'decade'.padEnd(40, '0') }, clean, /these are of decade0/],
  ['results of changed files', 5, { commit: `${commit}+changes` }, clean, /these are of c0ffee0*\+changes/],
  ['results of no commit', 5, { commit: null }, clean, /these are of no git checkout/],
])('%s: refused, and nothing is written', async (_, count, stated, checkout, words) => {
  await writeResults(at('results'), runs(1.3, count), { stated });
  await expect(accept('why not', checkout)).rejects.toThrow(words);
  expect(readdirSync(folder)).toEqual(['results']);
});

test('a run on other images is refused', async () => {
  await writeResults(at('results'), runs(), { images: 'digits', stated: { dataset: 'digits' } });
  await expect(accept('why not')).rejects.toThrow(
    /the default data set: these ran on handwritten digits of 8 × 8 pixels in place of/,
  );
});

test('runs of other code or other parameters are refused by their keys, and so is what a default run does not have', async () => {
  await writeResults(at('results'));
  edit<{ artifacts: { key: string }[] }>(
    at('results'),
    'manifest.json',
    ({ artifacts }) => (artifacts[3].key = 'old'),
  );
  await expect(accept('why not')).rejects.toThrow(
    /of this code and on its data: found-tanh-seed3 have other keys/,
  );
});

test('a damaged log is named before anything is written', async () => {
  await writeResults(at('results'));
  await accept('first results');
  writeFileSync(at('reference/accepted.json'), '[{"why": 3}]');
  const before = readFileSync(at('reference/quick-native.json'), 'utf8');
  await writeResults(at('results'), runs(1.4));
  await expect(accept('more')).rejects.toThrow(
    /accepted.json is damaged; .*\(entry 1, reference: .*, and 3 more/,
  );
  expect(readFileSync(at('reference/quick-native.json'), 'utf8')).toBe(before);
});

test('a whole run on other seeds is kept beside the reference, and a default one is not', async () => {
  await writeResults(at('results'));
  await expect(accept('others', clean, true)).rejects.toThrow(
    /these are the default ones, which --accept takes/,
  );
  rmSync(at('results'), { recursive: true });
  await writeResults(at('results'), runs(), { stated: { firstSeed: 300 } });
  await accept('others', clean, true);
  expect(readdirSync(at('reference'))).toEqual(['other-seeds']);
  const kept = await besideReference(at('results'), at('reference/other-seeds/300'), { registered: found });
  expect(kept.comparison.drifts).toEqual([]);
});

test('a reference that contradicts itself is told, and accepting mends it', async () => {
  await writeResults(at('results'));
  await accept('first results');
  edit<{ claims: { tests: { passes: boolean }[] }[] }>(
    at('reference'),
    'quick-native.json',
    ({ claims }) => (claims[0].tests[0].passes = false),
  );
  const { comparison } = await besideReference(at('results'), at('reference'), { registered: found });
  expect(comparison.drifts[0]).toMatch(/^the reference, R1, exponent, passes: /);
  await accept('mended');
  const mended = await besideReference(at('results'), at('reference'), { registered: found });
  expect(mended.comparison.drifts).toEqual([]);
});
