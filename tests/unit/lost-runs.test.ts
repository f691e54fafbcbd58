import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Artifact, RunStatus } from '../../src/claims/experiment.ts';
import { ofWholeSeeds, runsBehind } from '../../src/claims/lost-runs.ts';
import { exactly, lowerAbove, measuredTest } from '../../src/claims/seed-tests.ts';

type Run = Artifact<{ readonly value: number | null }>;

/** Judges the sum of two variants, and a third one alone; a fourth is judged by nothing. */
function judge(artifacts: readonly Artifact<unknown>[]) {
  const of = (name: string) =>
    (artifacts as readonly Run[])
      .filter(({ variant }) => variant === name)
      .toSorted((a, b) => a.seed - b.seed)
      .map(({ output }) => output.value);
  const sum = of('a').map((value, i) => {
    const other = of('b')[i] ?? null;
    return value === null || other === null ? null : value + other;
  });
  const control = { name: 'control', values: of('control'), rule: exactly(0) };
  return [
    measuredTest({ name: 'sum', statistic: 'a + b', values: sum, rule: lowerAbove(0), control }),
    measuredTest({ name: 'alone', statistic: 'c', values: of('c'), rule: lowerAbove(0), control }),
  ];
}

const variants = ['a', 'b', 'c', 'control', 'companion'] as const;

function runs(seeds: number, lost: Readonly<Record<string, RunStatus>> = {}): Run[] {
  return variants.flatMap((variant) =>
    Array.from({ length: seeds }, (_, seed): Run => {
      const id = `${variant}-seed${seed}`;
      const status = lost[id] ?? 'complete';
      const value = variant === 'control' ? 0 : 1 + seed / 10;
      return { id, variant, seed, status, output: { value: status === 'complete' ? value : null } };
    }),
  );
}

const failed = (variant: string, seed: number) => ({ id: `${variant}-seed${seed}`, variant, seed });

test('a test without a value names the runs that it lacks, and no others', () => {
  const lost = { 'b-seed1': 'diverged', 'companion-seed0': 'diverged', 'c-seed2': 'partial' } as const;
  expect(runsBehind(judge, runs(3, lost), [], 'sum')).toEqual(['b-seed1']);
  expect(runsBehind(judge, runs(3, lost), [], 'alone')).toEqual(['c-seed2']);
});

test('a diverged control is named by every test that is held against it', () => {
  const lost = { 'control-seed0': 'diverged' } as const;
  expect(runsBehind(judge, runs(2, lost), [], 'sum')).toEqual(['control-seed0']);
  expect(runsBehind(judge, runs(2, lost), [], 'alone')).toEqual(['control-seed0']);
});

test('a variant of which every run diverged is named in full', () => {
  const lost = { 'a-seed0': 'diverged', 'a-seed1': 'diverged' } as const;
  expect(runsBehind(judge, runs(2, lost), [], 'sum')).toEqual(['a-seed0', 'a-seed1']);
});

test('where too few seeds are left the failed runs are named', () => {
  const some = runs(2).filter(({ id }) => id !== 'a-seed1');
  expect(runsBehind(judge, some, [failed('a', 1)], 'sum')).toEqual(['a-seed1']);
  expect(runsBehind(judge, [], [failed('a', 0), failed('a', 1)], 'sum')).toEqual(['a-seed0', 'a-seed1']);
});

test('a seed of which a run failed is left out of every variant, so that seeds are never mixed', () => {
  const some = runs(4).filter(({ id }) => id !== 'a-seed1');
  const [sum] = judge(ofWholeSeeds(some, [failed('a', 1)]));
  expect(sum.seeds).toBe(3);
  // Seeds 0, 2 and 3: the mean of 2, 2.4 and 2.6.
  expect(sum.value).toBeCloseTo(7 / 3, 12);
});

test('property: with one diverged run the tests that rest on its variant name it, and the others have values', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...variants),
      fc.integer({ min: 2, max: 6 }),
      fc.nat(),
      (variant, seeds, pick) => {
        const id = `${variant}-seed${pick % seeds}`;
        const all = runs(seeds, { [id]: 'diverged' });
        const rests = { sum: ['a', 'b', 'control'], alone: ['c', 'control'] };
        for (const found of judge(all)) {
          const isMeasured = found.value !== null && found.control.value !== null;
          const depends = rests[found.name as keyof typeof rests].includes(variant);
          expect(isMeasured).toBe(!depends);
          if (depends) expect(runsBehind(judge, all, [], found.name)).toEqual([id]);
        }
      },
    ),
  );
});
