import { expect, test } from 'vitest';
import type { CountRecord, CycleRecord, DensityRecord } from '../../src/studies/construction/schema.ts';
import { measureCounts } from '../../src/studies/construction/counts.ts';
import { measureCycles, measureDensities } from '../../src/studies/construction/densities.ts';
import { measureFailures } from '../../src/studies/construction/failures.ts';
import { constructionRules, judgeConstruction } from '../../src/studies/construction/judge.ts';
import {
  coreAlphas,
  cycleExponentError,
  largestExponentError,
  largestPeakError,
  linearExponent,
  multiplierError,
  rightCountShare,
} from '../../src/studies/construction/statistics.ts';
import { judgeConstructionTrained } from '../../src/studies/construction/trained-judge.ts';
import type { TrainedOutput } from '../../src/studies/construction/trained-schema.ts';
import { trainedChoices, trainedName } from '../../src/studies/construction/trained-settings.ts';
import type { ConstructionOutput } from '../../src/studies/construction/schema.ts';
import type { Artifact } from '../../src/claims/experiment.ts';

const count = (
  activation: CountRecord['activation'],
  magnitudes: number,
  networkCount: number,
): CountRecord => ({
  activation,
  magnitudes: Array.from({ length: magnitudes }, (_, k) => 100 ** k),
  averageCount: magnitudes,
  networkCount,
  predictedPeaks: [],
  measuredPeaks: [],
});

const density = (
  activation: DensityRecord['activation'],
  alpha: number,
  exponent: number,
): DensityRecord => ({
  activation,
  alpha,
  predicted: activation === 'tanh' ? alpha - 1 : 2,
  averageExponent: exponent,
  networkExponent: exponent,
});

const cycle = (
  magnitudes: CycleRecord['magnitudes'],
  alpha: number | null,
  exponent: number,
): CycleRecord => ({
  magnitudes,
  alpha,
  learningRates: [],
  amplitudes: [],
  exponent,
  predicted: alpha && 1 / (3 - alpha),
  multiplier: 0,
  predictedMultiplier: 0,
});

/** Three seeds around given values. */
const seeds = (make: (shift: number) => Partial<ConstructionOutput>) =>
  [-1, 0, 1].map((shift, seed) => {
    const output = make(1e-3 * shift) as ConstructionOutput;
    return {
      id: `${seed}`,
      variant: 'zero-teacher',
      seed,
      status: 'complete',
      output,
    } as Artifact<ConstructionOutput>;
  });

const good = (shift: number) => ({
  counts: [count('tanh', 2, 2), count('erf', 3, 3), count('identity', 3, 1)],
  densities: [
    density('tanh', 2, 1.01 + shift),
    density('tanh', 1.25, 0.3 + shift),
    density('identity', 2, 2),
  ],
  cycles: [cycle('density', 2.25, 1.33 + shift), cycle('density', 1.5, 0.66), cycle('one', null, 0.13)],
});

test('what theory says passes every test, and its controls behave', () => {
  for (const { passes, control } of judgeConstruction(seeds(good)))
    expect([passes, control.passes]).toEqual([true, true]);
});

test('a scale too few, an exponent off by more than its rule and a wrong law each fail their own test', () => {
  const outcomes = (change: (shift: number) => Partial<ConstructionOutput>) =>
    judgeConstruction(seeds((shift) => ({ ...good(shift), ...change(shift) }))).map(({ passes }) => passes);
  expect(outcomes(() => ({ counts: [count('tanh', 2, 1), count('identity', 2, 1)] }))).toEqual([
    false,
    true,
    true,
    true,
  ]);
  expect(
    outcomes((shift) => ({
      densities: [density('tanh', 2, 1.06 + shift), density('tanh', 2.75, 1.7), density('identity', 2, 2)],
    })),
  ).toEqual([true, false, true, true]);
  expect(
    outcomes((shift) => ({ cycles: [cycle('density', 2.25, 1.2 + shift), cycle('one', null, 0.1)] })),
  ).toEqual([true, true, true, false]);
});

test('a linear network with several scales or another exponent than 2 makes its tests inconclusive', () => {
  const tests = judgeConstruction(
    seeds((shift) => ({
      ...good(shift),
      counts: [count('tanh', 2, 2), count('identity', 2, 2)],
      densities: [...good(shift).densities, density('identity', 1.25, 1.99)],
    })),
  );
  expect(tests.map(({ control }) => control.passes)).toEqual([false, false, false, true]);
});

test('trained minima: a miscounted network lowers the share, one that was not found leaves no value', () => {
  const artifacts = (scales: (activation: string, magnitudes: number, seed: number) => number | null) =>
    trainedChoices.flatMap((choice) =>
      [0, 1, 2].map((seed): Artifact<TrainedOutput> => ({
        id: '',
        variant: trainedName(choice),
        seed,
        status: 'complete',
        output: { scales: scales(choice.activation, choice.magnitudes, seed) } as TrainedOutput,
      })),
    );
  const right = (activation: string, magnitudes: number) => (activation === 'identity' ? 1 : magnitudes);
  const [exact] = judgeConstructionTrained(artifacts(right));
  expect(exact).toMatchObject({ value: 1, passes: true, control: { value: 1, passes: true } });
  const [off] = judgeConstructionTrained(
    artifacts((activation, magnitudes, seed) =>
      activation === 'erf' && magnitudes === 3 && seed === 0 ? 2 : right(activation, magnitudes),
    ),
  );
  expect(off.value).toBeCloseTo(1 - 1 / 12, 12);
  const [missing] = judgeConstructionTrained(
    artifacts((activation, magnitudes, seed) =>
      activation === 'tanh' && magnitudes === 2 && seed === 1 ? null : right(activation, magnitudes),
    ),
  );
  expect(missing).toMatchObject({ value: null, passes: false });
});

const size = { hidden: 16, inputs: 8, samples: 4, directions: 16 };
/** Not one of the published seeds: other magnitudes, densities and networks. */
const fresh = 4711;

test('predictions hold at magnitudes drawn anew: one scale for each, where theory puts it', () => {
  const { counts } = measureCounts(size, fresh);
  expect(rightCountShare(counts)).toBeGreaterThanOrEqual(constructionRules.rightCount);
  expect(largestPeakError(counts)).toBeLessThan(0.25);
});

test('predictions hold for a network and densities drawn anew', () => {
  const { densities } = measureDensities(size, fresh);
  expect(largestExponentError(densities, 'tanh', coreAlphas)).toBeLessThan(0.1);
  expect(Math.abs(linearExponent(densities) - 2)).toBeLessThan(constructionRules.controlTolerance);
  for (const { alpha, averageExponent, predicted } of densities.filter(
    ({ activation }) => activation === 'tanh',
  ))
    if (coreAlphas(alpha))
      expect(Math.abs(averageExponent - predicted)).toBeLessThan(constructionRules.coreError);
});

test('cycles at a density drawn anew grow and contract as predicted', () => {
  const cycles = measureCycles(fresh);
  expect(cycleExponentError(cycles)).toBeLessThan(constructionRules.cycleError);
  expect(multiplierError(cycles)).toBeLessThan(0.02);
});

test('the failures fail: ReLU stays quadratic, a sine is overcounted, the tanh network gets stuck', () => {
  const { relu, sine, staircase } = measureFailures(size, fresh);
  expect(relu).toMatchObject({ count: 1 });
  expect(relu.deviation).toBeLessThan(1e-9);
  expect(sine.averageCount).toBe(3);
  expect(sine.singleCount).toBeGreaterThan(3);
  expect(staircase.network.at(-1)! / staircase.network[0]).toBeGreaterThan(1e-3);
  const after = (stage: number) => staircase.unsaturated[(stage * staircase.stageSteps) / 5];
  expect(after(1)).toBeCloseTo(0.1009483, 7);
  expect(after(2) / 9.10264e-6).toBeCloseTo(1, 5);
  expect(after(3)).toBeLessThan(1e-90);
});
