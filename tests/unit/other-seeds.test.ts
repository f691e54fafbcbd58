import { expect, test } from 'vitest';
import type { JudgedClaim } from '../../src/claims/claim.ts';
import { compareSeeds, isOnOtherSeeds, seedsFinding, type OtherSeeds } from '../../src/site/other-seeds.ts';
import { seedsRuns } from '../../src/site/references-of-runs.ts';

const control = { name: 'control', value: 2, interval: null, rule: 'any', passes: true };
const claim = (passes: readonly boolean[]): JudgedClaim => ({
  id: 'R1',
  slug: 'subquadratic-growth',
  title: 'Growth',
  statement: 'It grows.',
  source: 'here',
  verdict: passes.every(Boolean) ? 'supported' : 'partly',
  reason: 'so',
  tests: passes.map((one, i) => ({
    name: `test ${i}`,
    statistic: 'mean',
    value: i,
    interval: [i, i],
    seeds: 5,
    rule: 'any',
    passes: one,
    control,
  })),
  artifacts: [],
});

const elsewhere = (passes: readonly boolean[]): OtherSeeds => ({ claims: [claim(passes)] });

test('the same outcomes on other seeds are counted, and so is the verdict', () => {
  const comparison = compareSeeds([claim([true, false])], elsewhere([true, false]));
  expect(seedsFinding(comparison)).toBe(
    'They give the same verdict for 1 of 1 claim, and the same outcome in 2 of 2 tests.',
  );
});

test('a test that comes out otherwise is told, and changes the verdict', () => {
  const comparison = compareSeeds([claim([true, false])], elsewhere([true, true]));
  expect(comparison.rows.map(({ agrees }) => agrees)).toEqual([true, false]);
  expect(comparison.verdicts).toEqual([{ claim: 'R1', here: 'partly', elsewhere: 'supported' }]);
  expect(seedsFinding(comparison)).toContain('R1 is supported there and partly here.');
});

test('where other seeds made fewer tests no verdict is compared', () => {
  const comparison = compareSeeds([claim([true, false])], elsewhere([true]));
  expect(comparison.verdicts).toEqual([]);
  expect(seedsFinding(comparison)).toBe('They give the same outcome in 1 of 1 test.');
});

test('the runs that are kept are read in the order of their seeds, each with its reason', () => {
  const runs = seedsRuns();
  const seeds = runs.map(({ firstSeed }) => firstSeed);
  expect(seeds.length).toBeGreaterThan(0);
  expect(seeds).toEqual(seeds.toSorted((a, b) => a - b));
  for (const { why, claims } of runs) expect([why.length > 20, claims.length]).toEqual([true, 6]);
});

test('only what differs from a build in its seeds alone stands beside it', () => {
  const [run] = seedsRuns();
  const build = { profile: 'full', dataset: null, seeds: null, firstSeed: 0 } as const;
  expect(isOnOtherSeeds(run, build)).toBe(true);
  for (const other of [
    { profile: 'quick' },
    { dataset: 'digits' },
    { seeds: 2 },
    { firstSeed: run.firstSeed },
  ] as const)
    expect(isOnOtherSeeds(run, { ...build, ...other })).toBe(false);
});
