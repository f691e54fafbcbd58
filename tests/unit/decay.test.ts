import { expect, test } from 'vitest';
import {
  dropOverEnergy,
  dropRatio,
  dropSteps,
  lastingGain,
  secondDrop,
} from '../../src/studies/decay/statistics.ts';
import { judgeDecay } from '../../src/studies/decay/judge.ts';
import { overtaking } from '../../src/studies/decay/race.ts';
import {
  firstName,
  secondNames,
  type DecayEvent,
  type DecayOutput,
  type Race,
} from '../../src/studies/decay/schema.ts';
import type { Artifact } from '../../src/claims/experiment.ts';

/** A loss of 1 before, and `after` from then on, of which `energy` was oscillation. */
const event = (name: string, decayed: number, control: number, energy = 0.5): DecayEvent => ({
  name,
  step: 100,
  learningRate: 0.5,
  factor: 2,
  ratio: 1.02,
  before: Array(41).fill(1),
  control: Array(80).fill(control),
  decayed: Array(80).fill(decayed),
  energy: {
    iterates: 1,
    centre: 1 - energy,
    quadratic: 1.0001,
    quadraticAtTenth: 1.000001,
    shares: [0.1, 0.2, 0.9],
    converged: 20,
  },
});

const race = (decayed: number, control: number): Race => ({
  name: firstName(5),
  steps: Array.from({ length: 30 }, (_, i) => 50 * i),
  decayed: Array(30).fill(decayed),
  control: Array(30).fill(control),
  overtaken: null,
});

const run = (seed: number, decayed: number, raced: Race): Artifact<DecayOutput> => ({
  id: `decay-tanh4-seed${seed}`,
  variant: 'tanh4',
  seed,
  status: 'complete',
  output: {
    events: [
      event(firstName(5), decayed + seed / 1000, 1),
      event(firstName(2), decayed - seed / 1000, 1),
      event(secondNames.below, 0.99, 0.99 - seed / 1000),
      event(secondNames.at, 0.75 + seed / 1000, 0.95),
    ],
    races: [raced],
  } as unknown as DecayOutput,
});

test('the drop is read twenty steps after the decay', () => {
  const falling = { ...event('first', 0, 0), decayed: Array.from({ length: 80 }, (_, i) => 1 - i / 100) };
  expect(dropRatio(falling, falling.decayed)).toBeCloseTo(1 - (dropSteps - 1) / 100, 12);
});

test('a fall to the loss of the centre is once the energy', () => {
  const exact = event('first', 0.5, 1);
  expect(dropOverEnergy(exact, exact.decayed)).toBeCloseTo(1, 12);
  expect(dropOverEnergy(exact, exact.control)).toBeCloseTo(0, 12);
});

test('the control overtakes where its mean loss first is the lower one after the drop', () => {
  const decayed = Array(100).fill(0.5) as number[];
  const control = Array.from({ length: 100 }, (_, i) => (i < 10 || i >= 60 ? 0.4 : 0.6));
  expect(overtaking(decayed, control)).toBe(60);
  expect(overtaking(decayed, Array(100).fill(1) as number[])).toBeNull();
});

test('a gain lasts while the decayed run has the lower loss at the end', () => {
  expect(lastingGain(race(0.2, 0.4))).toBeCloseTo(0.5, 12);
  expect(lastingGain(race(0.4, 0.2))).toBeCloseTo(2, 12);
});

test('second decays are compared with going on', () => {
  const { output } = run(0, 0.5, race(1, 1));
  expect(secondDrop(output, secondNames.below)).toBeCloseTo(1, 12);
  expect(secondDrop(output, secondNames.at)).toBeCloseTo(0.75 / 0.95, 12);
  expect(secondDrop({ ...output, events: [] }, secondNames.at)).toBeNull();
});

test('a drop to half, of pure oscillation, that is overtaken passes three tests and fails two', () => {
  const tests = judgeDecay([0, 1, 2].map((seed) => run(seed, 0.5, race(0.4 + seed / 100, 0.2))));
  expect(tests.map(({ passes }) => passes)).toEqual([true, true, true, false, false]);
  expect(tests.every(({ control }) => control.passes)).toBe(true);
});

test('a seed that never came back to the edge leaves its test without a value', () => {
  const short = run(3, 0.5, race(0.2, 0.4));
  const without = {
    ...short,
    output: { ...short.output, events: short.output.events.filter(({ name }) => name !== secondNames.at) },
  };
  expect(judgeDecay([run(0, 0.5, race(1, 1)), without])[2]).toMatchObject({ value: null, passes: false });
});
