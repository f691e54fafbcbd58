import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineExperiment, type AnyExperiment } from '../../src/claims/experiment.ts';
import { exactly, lowerAbove, measuredTest } from '../../src/claims/seed-tests.ts';
import { judgeClaims } from '../../src/pipeline/judge.ts';

/** An experiment whose runs are numbers, which its one test wants above 0. */
const numbers = (id: string): AnyExperiment =>
  defineExperiment({
    id,
    version: 1,
    title: id,
    parameters: z.strictObject({}),
    output: z.number().nullable(),
    variants: () => ({}),
    run: () => Promise.reject(new Error('not run here')),
    judges: {
      R1: (artifacts) => {
        const of = (name: string) =>
          artifacts.filter(({ variant }) => variant === name).map(({ output }) => output);
        const control = { name: 'none', values: of('control'), rule: exactly(0) };
        return [measuredTest({ name: id, statistic: id, values: of('own'), rule: lowerAbove(0), control })];
      },
    },
  });

const registered = ['first', 'second'].map((id) => ({
  experiment: numbers(id),
  file: new URL('./judge.test.ts', import.meta.url),
}));

const run = (variant: string, seed: number, value: number | null) => ({
  id: `${variant}-seed${seed}`,
  variant,
  seed,
  status: value === null ? ('diverged' as const) : ('complete' as const),
  output: value,
});

const whole = [0, 1, 2].flatMap((seed) => [run('own', seed, 2 + seed / 10), run('control', seed, 0)]);
const verdictOf = (...judged: Parameters<typeof judgeClaims>) =>
  judgeClaims(...judged).find(({ id }) => id === 'R1')!;

test('a claim of which every run is complete is judged as ever', () => {
  const artifacts = new Map([
    ['first', whole],
    ['second', whole],
  ]);
  expect(verdictOf(registered, artifacts)).toMatchObject({
    verdict: 'supported',
    reason: 'Holds: first; second.',
  });
});

test('an experiment of which every run failed keeps its tests: the others cannot decide the claim alone', () => {
  const failed = [0, 1].map((seed) => ({
    experiment: 'second',
    id: `own-seed${seed}`,
    variant: 'own',
    seed,
  }));
  const claim = verdictOf(registered, new Map([['first', whole]]), failed);
  expect(claim.tests.map(({ name, value }) => [name, value])).toEqual([
    ['first', expect.any(Number)],
    ['second', null],
  ]);
  expect(claim).toMatchObject({
    verdict: 'inconclusive',
    reason: 'Not computable for want of own-seed0 (failed), own-seed1 (failed): second.',
  });
});

test('a seed of which a run failed is not judged, and its other runs are still listed', () => {
  const some = whole.filter(({ id }) => id !== 'own-seed1');
  const failed = [{ experiment: 'first', id: 'own-seed1', variant: 'own', seed: 1 }];
  const claim = verdictOf(registered, new Map([['first', some]]), failed);
  expect(claim.tests[0]).toMatchObject({ seeds: 2, value: 2.1 });
  expect(claim.artifacts).toEqual(some.map(({ id }) => id));
});

test('a diverged run is named in the reason', () => {
  const runs = [...whole.slice(1), run('own', 0, null)];
  expect(verdictOf(registered, new Map([['first', runs]])).reason).toBe(
    'Not computable for want of own-seed0 (diverged): first.',
  );
});
