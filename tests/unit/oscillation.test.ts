import { expect, test } from 'vitest';
import type { Artifact } from '../../src/claims/experiment.ts';
import { amplitudesOf, sharpnessDrift } from '../../src/studies/oscillation/centres.ts';
import { contestedRuns, standings, winner } from '../../src/studies/oscillation/contest-statistics.ts';
import { judgeDoses } from '../../src/studies/oscillation/doses-judge.ts';
import type { DoseOutput } from '../../src/studies/oscillation/doses-schema.ts';
import { judgeOscillation } from '../../src/studies/oscillation/judge.ts';
import { binaryTargets, windowOf } from '../../src/measure/oscillation-window.ts';
import type { CentreRecord, OscillationOutput } from '../../src/studies/oscillation/schema.ts';

test('an alternating line splits into its centre and its oscillation', () => {
  const iterates = [0, 1, 2, 3, 4].map((t) => Float64Array.of(t + (t % 2 ? -0.5 : 0.5)));
  const window = windowOf(iterates, new Float64Array(0));
  expect(window.centre(2)[0]).toBeCloseTo(2, 14);
  expect(window.oscillation(2)[0]).toBeCloseTo(0.5, 14);
  expect(window.oscillation(1)[0]).toBeCloseTo(-0.5, 14);
});

test('targets are +1 and −1 beside the labels', () => {
  const dataset = {
    id: 'digits',
    description: 'digits',
    licence: 'MIT',
    n: 4,
    d: 1,
    x: new Float32Array(4),
    y: Int32Array.of(0, 4, 5, 9),
  };
  expect(Array.from(binaryTargets(dataset, 'below-5').target)).toEqual([1, 1, -1, -1]);
  expect(Array.from(binaryTargets(dataset, 'odd').target)).toEqual([-1, -1, 1, 1]);
});

const centre = (step: number, values: Partial<CentreRecord> = {}): CentreRecord => ({
  step,
  ratio: 1,
  secondRatio: 0.8,
  search: 'converged' as const,
  alpha: 3,
  beta: 6,
  evenCycle: 2,
  chordCycle: 2,
  ...values,
});

test('the central flow takes off what the sharpness gained', () => {
  const centres = [centre(1), centre(101, { ratio: 1.01 })];
  // ΔS = 0.01·2/η over 100 steps of η = 0.1.
  expect(sharpnessDrift(centres, 0.1)).toBeCloseTo(0.02, 12);
  const { centralFlow, centralFlowAtRest } = amplitudesOf(centres, [1], 0.1);
  expect(centralFlowAtRest).toBeCloseTo(1, 12);
  expect(centralFlow).toBeCloseTo(Math.sqrt((2 * (3 - 0.02)) / 6), 12);
});

test('the relation is undefined where fewer than half the centres have a two-cycle', () => {
  const none = { evenCycle: null };
  expect(amplitudesOf([centre(1), centre(2, none), centre(3, none)], [1], 0.1).evenCycle).toBeNull();
  expect(amplitudesOf([centre(1), centre(2), centre(3, none)], [1], 0.1).evenCycle).toBe(2);
});

function run(
  seed: number,
  amplitudes: Partial<NonNullable<OscillationOutput['amplitudes']>>,
  hovering: Partial<NonNullable<OscillationOutput['hovering']>> = {},
): Artifact<OscillationOutput> {
  const output = {
    hovering: { meanRatio: 1, deviationRatio: 0.02, highestSecondRatio: 0.8, ...hovering },
    amplitudes: {
      measured: 1 + seed,
      centralFlow: 1.02 * (1 + seed),
      centralFlowAtRest: 1 + seed,
      evenCycle: 7,
      chordCycle: 7,
      ...amplitudes,
    },
    controls: {
      before: 0,
      halved: 0,
      second: { measured: 0, predicted: 1 },
      random: { measured: 0, predicted: 1 },
    },
  } as OscillationOutput;
  return { id: `oscillation-odd-0.1-seed${seed}`, variant: 'odd-0.1', seed, status: 'complete', output };
}

const runs = [0, 1, 2].map((seed) => run(seed, { evenCycle: 7 - seed / 10 }));

test('only windows with a steady sharpness and one direction at the edge are contested', () => {
  const others = [run(3, {}, { deviationRatio: 0.05 }), run(4, {}, { highestSecondRatio: 0.99 })];
  expect(contestedRuns([...runs, ...others])).toHaveLength(3);
});

test('the theory that predicts the windows wins, and none wins where none does', () => {
  expect(winner(runs)).toBe('centralFlow');
  expect(winner([0, 1, 2].map((seed) => run(seed, { centralFlow: 9 })))).toBeNull();
  const [even, , flow] = standings(runs);
  expect(flow).toMatchObject({ windows: 3, undefined: 0, good: 1, rankCorrelation: 1 });
  expect(even.good).toBe(0);
});

test('a window without a predicted oscillation counts against its theory', () => {
  const [even] = standings([...runs, run(3, { evenCycle: null })]);
  expect(even).toMatchObject({ windows: 4, undefined: 1 });
});

test('where the central flow wins the relation fails both its tests, and the controls hold', () => {
  const tests = judgeOscillation(runs);
  expect(tests.map(({ passes }) => passes)).toEqual([false, false]);
  expect(tests.map(({ control }) => control.passes)).toEqual([true, true]);
});

test('where the relation is right it passes both', () => {
  const right = [0, 1, 2].map((seed) => run(seed, { evenCycle: 1.01 * (1 + seed), centralFlow: 5 }));
  expect(judgeOscillation(right).map(({ passes }) => passes)).toEqual([true, true]);
});

test('an oscillation that vanishes with the drift of the sharpness fails the claim', () => {
  const doses = (seed: number, without: number): Artifact<DoseOutput> => ({
    id: `oscillation-doses-below-5-seed${seed}`,
    variant: 'below-5',
    seed,
    status: 'complete',
    output: {
      doses: [0, 1].map((dose) => ({
        dose,
        status: 'bounded' as const,
        measured: dose === 0 ? without : 1,
        predicted: 1 + seed / 100,
        hovering: { meanRatio: 1, deviationRatio: 0.005, highestSecondRatio: 0.8 },
        course: [],
      })),
    } as unknown as DoseOutput,
  });
  const [vanished] = judgeDoses([0, 1, 2].map((seed) => doses(seed, 1e-6)));
  const [stayed] = judgeDoses([0, 1, 2].map((seed) => doses(seed, 0.9 + seed / 100)));
  expect([vanished.passes, stayed.passes]).toEqual([false, true]);
  expect(vanished.control.passes).toBe(true);
});
