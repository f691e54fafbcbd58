import { expect, test } from 'vitest';
import type { Artifact } from '../../src/claims/experiment.ts';
import { exactly, lowerAbove, measuredTest } from '../../src/claims/seed-tests.ts';
import { tellRuns, type Bearing } from '../../src/site/told-runs.ts';

type Status = Bearing['entries'][number]['status'];

const judge = (artifacts: readonly Artifact<unknown>[]) => {
  const of = (name: string) =>
    artifacts.filter(({ variant }) => variant === name).map(({ output }) => output as number | null);
  return [
    measuredTest({
      name: 'the network grows',
      statistic: 'growth',
      values: of('network'),
      rule: lowerAbove(0),
      control: { name: 'linear', values: of('linear'), rule: exactly(0) },
    }),
  ];
};

/** A made-up manifest: an experiment that is judged, of two variants and three seeds, and a companion that is not. */
function told(ended: Readonly<Record<string, Status>>) {
  const ids = ['judged-network', 'judged-linear', 'companion-network'].flatMap((name) =>
    [0, 1, 2].map((seed) => ({ name, seed })),
  );
  const entries = ids.map(({ name, seed }) => {
    const [experiment, variant] = name.split('-');
    const id = `${name}-seed${seed}`;
    const status = ended[id] ?? 'complete';
    return { id, experiment, variant, seed, status, reason: status === 'failed' ? 'out of memory' : null };
  });
  const artifacts = entries
    .filter(({ experiment, status }) => experiment === 'judged' && status !== 'failed')
    .map(({ id, variant, seed, status }) => ({
      id,
      variant,
      seed,
      status: status as Exclude<Status, 'failed'>,
      output: status !== 'complete' ? null : variant === 'linear' ? 0 : 1 + seed,
    }));
  const failed = entries.filter(({ experiment, status }) => experiment === 'judged' && status === 'failed');
  const tests = judge(artifacts.filter(({ seed }) => failed.every((run) => run.seed !== seed)));
  return tellRuns(
    { verdict: 'supported', tests },
    {
      entries,
      judges: [{ experiment: 'judged', judge, artifacts }],
      ending: ({ status, reason }) => (status === 'failed' ? (reason ?? '') : 'after step 8'),
    },
  );
}

test('of a build in which every run is complete nothing is told', () => {
  expect(told({})).toBeNull();
});

test('diverged runs of which a test has need are counted, named with their step, and make the verdict open', () => {
  const found = told({ 'judged-network-seed0': 'diverged', 'judged-network-seed2': 'diverged' })!;
  expect(found).toMatchObject({ count: '2 runs diverged', of: 9, matters: true });
  expect(found.runs).toEqual([
    { id: 'judged-network-seed0', how: 'diverged after step 8' },
    { id: 'judged-network-seed2', how: 'diverged after step 8' },
  ]);
  expect(found.effect).toBe(
    'For want of them 1 test of the claim has no value: “the network grows”. A claim with such a test is “inconclusive”, whatever the others say.',
  );
});

test('a control that diverged takes the value from its test as well', () => {
  expect(told({ 'judged-linear-seed1': 'diverged' })!.effect).toContain('“the network grows”');
});

test('a failed run is told with its reason and leaves its seed out', () => {
  const found = told({ 'judged-network-seed1': 'failed' })!;
  expect(found.count).toBe('1 run failed');
  expect(found.runs).toEqual([{ id: 'judged-network-seed1', how: 'failed: out of memory' }]);
  expect(found.matters).toBe(true);
  expect(found.effect).toBe(
    'A seed of which a run failed is not judged: judged stands on 2 of 3 seeds. Every test of the claim has its value all the same, and the verdict follows from these.',
  );
});

test('where too few seeds come back the tests are without a value', () => {
  const found = told({ 'judged-network-seed1': 'failed', 'judged-linear-seed0': 'failed' })!;
  expect(found.effect).toMatch(/judged stands on 1 of 3 seeds\. For want of them 1 test/);
});

test('runs that no test rests on leave the verdict as it is, and say so', () => {
  const found = told({ 'companion-network-seed0': 'diverged', 'companion-network-seed1': 'partial' })!;
  expect(found.count).toBe('1 run diverged and 1 came to only part of what it should');
  expect(found.matters).toBe(false);
  expect(found.effect).toBe(
    'No test of the claim rests on them, and the verdict is what it would be without them.',
  );
});

test('all ways to end are counted apart', () => {
  const found = told({
    'judged-network-seed0': 'diverged',
    'judged-linear-seed1': 'failed',
    'companion-network-seed0': 'partial',
    'companion-network-seed2': 'partial',
  })!;
  expect(found.count).toBe('1 run diverged, 1 failed and 2 came to only part of what they should');
});
