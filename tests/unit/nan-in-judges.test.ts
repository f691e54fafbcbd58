import { expect, test } from 'vitest';
import type { ClaimTest } from '../../src/claims/claim.ts';
import type { AnyExperiment, Artifact, RunContext } from '../../src/claims/experiment.ts';
import { judgeOrbits } from '../../src/studies/orbits/judge.ts';
import { orbits } from '../../src/studies/orbits/experiment.ts';
import { judgeStaircase } from '../../src/studies/staircase/judge.ts';
import { staircase } from '../../src/studies/staircase/experiment.ts';
import { judgeValley } from '../../src/studies/valley/judge.ts';
import { valley } from '../../src/studies/valley/experiment.ts';
import { judgeTests } from '../../src/claims/verdict.ts';
import { UndefinedStatistic } from '../../src/math/statistics.ts';
import { judgedRuns, seeds, type Judged } from './judged-runs.ts';

type Path = readonly string[];

/** Where a run has its numbers, the items of a list under one path; not those that name a record. */
function numbersOf(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'number') return path.at(-1) === 'dose' ? [] : [path];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, part]) =>
    numbersOf(part, [...path, Array.isArray(value) ? '*' : key]),
  );
}

const distinct = (paths: readonly Path[]): Path[] => [
  ...new Map(paths.map((path) => [path.join('.'), path])).values(),
];

/** The value with NaN for the numbers under a path: for all of them, or for the last in each list. */
function spoilt(value: unknown, [key, ...rest]: Path, every: boolean): unknown {
  if (key === undefined) return typeof value === 'number' ? Number.NaN : value;
  if (value === null || typeof value !== 'object') return value;
  if (key === '*' && Array.isArray(value))
    return value.map((one: unknown, i) => (every || i === value.length - 1 ? spoilt(one, rest, every) : one));
  return { ...value, [key]: spoilt((value as Record<string, unknown>)[key], rest, every) };
}

const spoiltRun = (runs: Judged['runs'], id: string, path: Path, every: boolean) =>
  runs.map((run) => (run.id === id ? { ...run, output: spoilt(run.output, path, every) } : run));

/** Says what is wrong where NaN in one run passes, changes a number without a word, or is not named. */
function slip(before: ClaimTest, after: ClaimTest, seed: number): string | null {
  if (JSON.stringify(before) === JSON.stringify(after)) return null;
  const gap = after.value === null ? after : after.control;
  if (gap.value !== null || gap.passes) return `${after.name}: ${before.value} became ${after.value}`;
  if (!gap.missing?.includes(seed)) return `${after.name}: seed ${seed} is not among ${gap.missing}`;
  const { verdict, reason } = judgeTests([after]);
  return verdict === 'inconclusive' && reason.includes(`seed ${seed}`) && reason.includes(after.name)
    ? null
    : `${after.name}: ${verdict}, ${reason}`;
}

function slips({ judge, runs }: Judged): string[] {
  const before = judge(runs);
  const seed = seeds[1];
  return runs
    .filter((run) => run.seed === seed)
    .flatMap(({ id, output }) =>
      distinct(numbersOf(output)).flatMap((path) =>
        [true, false].flatMap((every) => {
          try {
            return judge(spoiltRun(runs, id, path, every)).flatMap((after, i) => {
              const found = slip(before[i], after, seed);
              return found === null ? [] : [`${id} ${path.join('.')}: ${found}`];
            });
          } catch (error) {
            const named = error instanceof UndefinedStatistic && error.message.includes(`seed${seed}`);
            return named ? [] : [`${id} ${path.join('.')}: ${String(error)}`];
          }
        }),
      ),
    );
}

/** Small runs of a theory. */
async function theory(experiment: AnyExperiment, judge: unknown): Promise<Judged> {
  const [[variant, { parameters }]] = Object.entries(experiment.variants('quick'));
  const runs = await Promise.all(
    seeds.map(async (seed): Promise<Artifact<unknown>> => {
      const context = { parameters, seed, progress: () => {} } as unknown as RunContext<unknown>;
      const { status, output } = await experiment.run(context);
      return { id: `${experiment.id}-${variant}-seed${seed}`, variant, seed, status, output };
    }),
  );
  return { name: experiment.id, judge: judge as Judged['judge'], runs };
}

const all = [
  ...judgedRuns,
  await theory(orbits, judgeOrbits),
  await theory(valley, judgeValley),
  await theory(staircase, judgeStaircase),
];

test.each(judgedRuns)('$name: its tests and controls pass as the runs are', ({ judge, runs }) => {
  expect(judgeTests(judge(runs)).verdict).toBe('supported');
});

test.each(all)('$name: NaN for any number of a run passes no test and is told with its seed', (judged) => {
  expect(slips(judged)).toEqual([]);
});

test.each(all)('$name: no test passes on no runs, nor on a single seed', ({ judge, runs }) => {
  for (const few of [[], runs.filter(({ seed }) => seed === seeds[0])])
    for (const judged of judge(few)) {
      expect([judged.value, judged.passes]).toEqual([null, false]);
      expect([judged.control.value, judged.control.passes]).toEqual([null, false]);
    }
});
