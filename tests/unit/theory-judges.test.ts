import { expect, test } from 'vitest';
import { judgeOrbits } from '../../src/studies/orbits/judge.ts';
import { orbits } from '../../src/studies/orbits/experiment.ts';
import type { OrbitsOutput } from '../../src/studies/orbits/schema.ts';
import type { AnyExperiment, Artifact, RunContext } from '../../src/claims/experiment.ts';
import { judgeStaircase } from '../../src/studies/staircase/judge.ts';
import { staircase } from '../../src/studies/staircase/experiment.ts';
import type { StaircaseOutput } from '../../src/studies/staircase/schema.ts';
import { judgeValley } from '../../src/studies/valley/judge.ts';
import { valley } from '../../src/studies/valley/experiment.ts';
import type { ValleyOutput } from '../../src/studies/valley/schema.ts';

async function quick<O>(experiment: AnyExperiment): Promise<Artifact<O>[]> {
  const tasks = Object.entries(experiment.variants('quick')).flatMap(([variant, { parameters, seeds }]) =>
    seeds.map((seed) => ({ variant, parameters, seed })),
  );
  return Promise.all(
    tasks.map(async ({ variant, parameters, seed }) => {
      const context = { parameters, seed, progress: () => {} } as unknown as RunContext<unknown>;
      const { status, output } = await experiment.run(context);
      return {
        id: `${variant}-${seed}`,
        variant,
        seed,
        status,
        output: experiment.output.parse(output) as O,
      };
    }),
  );
}

const runs = {
  orbits: await quick<OrbitsOutput>(orbits),
  valley: await quick<ValleyOutput>(valley),
  staircase: await quick<StaircaseOutput>(staircase),
};
const tests = [...judgeOrbits(runs.orbits), ...judgeValley(runs.valley), ...judgeStaircase(runs.staircase)];

const unneeded = /nothing but subquadratic growth/;

test.each(tests.filter(({ name }) => !unneeded.test(name)))('$name', (judged) => {
  expect(judged).toMatchObject({ passes: true, control: { passes: true } });
});

test('a valley of flat minima holds gradient descent without subquadratic growth as well', () => {
  expect(tests.find(({ name }) => unneeded.test(name))).toMatchObject({
    value: 1,
    passes: false,
    control: { passes: true },
  });
});

test('equal seeds give equal artifacts', async () => {
  const [first, second] = await Promise.all([quick(staircase), quick(staircase)]);
  expect(JSON.stringify(first)).toBe(JSON.stringify(second));
});

const spoilt = <O>(artifacts: readonly Artifact<O>[], spoil: (output: O) => O) =>
  artifacts.map((artifact) => ({ ...artifact, output: spoil(artifact.output) }));

test('orbits that miss the predicted amplitude fail the tests', () => {
  const [amplitude, share] = judgeOrbits(
    spoilt(runs.orbits, (output) =>
      output.kind === 'diagram'
        ? output
        : {
            ...output,
            families: output.families.map((family) => ({
              ...family,
              converged: 0.5,
              amplitudes: family.amplitudes.map((at) => ({ ...at, error: 1e-3 })),
            })),
          },
    ),
  );
  expect([amplitude.passes, share.passes]).toEqual([false, false]);
});

test('a family none of whose orbits settles leaves its test without a value', () => {
  const [amplitude] = judgeOrbits(
    spoilt(runs.orbits, (output) =>
      output.kind === 'diagram'
        ? output
        : {
            ...output,
            families: output.families.map((family) => ({
              ...family,
              amplitudes: family.amplitudes.map((at) => ({ ...at, error: null })),
            })),
          },
    ),
  );
  expect(amplitude).toMatchObject({ value: null, passes: false });
});

test('plateaus beside the prediction, and bounded quadratics, are noticed', () => {
  const [plateaus] = judgeStaircase(
    spoilt(runs.staircase, (output) => ({
      ...output,
      quadraticBounded: 0.1,
      plateaus: output.plateaus.map((plateau) => ({ ...plateau, measured: 1.01 * plateau.measured })),
    })),
  );
  expect(plateaus).toMatchObject({ passes: false, control: { passes: false } });
});

test('the staircase of the text takes the steps that were foreseen for it', () => {
  const [{ output }] = runs.staircase;
  const [three, two] = [3, 2].map((scales) =>
    output.speeds.find((speed) => speed.drawn === 'design' && speed.scales === scales),
  );
  expect(three).toMatchObject({ constant: 56972, schedule: 899 });
  expect(three!.flow).toBeCloseTo(56971, -1);
  expect(two).toMatchObject({ constant: 593, schedule: 506 });
});
