import type { DecayEvent } from '../../src/studies/decay/schema.ts';
import { firstName, secondNames } from '../../src/studies/decay/schema.ts';
import { firstFactors, type DecayRun } from '../../src/studies/decay/selections.ts';

/** What becomes of a loss of 1 after a decay, and how much of it was oscillation. */
export interface DecayExample {
  readonly decayed: number;
  readonly control: number;
  readonly energy: number;
}

const event = (name: string, ratio: number, { decayed, control, energy }: DecayExample): DecayEvent => ({
  name,
  step: 1500,
  learningRate: 0.5,
  factor: 2,
  ratio,
  before: Array.from({ length: 41 }, (_, i) => (i % 2 === 0 ? 1 : 0.9)),
  control: Array(80).fill(control),
  decayed: Array(80).fill(decayed),
  energy: {
    iterates: 1,
    centre: 1 - energy,
    quadratic: 1.002,
    quadraticAtTenth: 1.00002,
    shares: [0.1, 0.2, 0.7],
    converged: 19,
  },
});

function artifact(seed: number, example: DecayExample, overtaken: number | null): DecayRun {
  const steps = Array.from({ length: 40 }, (_, i) => 50 * i);
  return {
    schema: 1,
    id: `decay-tanh4-seed${seed}`,
    experiment: 'decay',
    variant: 'tanh4',
    seed,
    profile: 'full',
    parameters: {},
    status: 'complete',
    model: { kind: 'mlp', layers: [4, 2], activation: 'tanh', loss: 'mse', dataset: 'example' },
    learningRate: 0.5,
    events: [
      ...firstFactors.map((factor) => event(firstName(factor), 1.02, example)),
      event(secondNames.below, 0.6, { ...example, decayed: 0.99, control: 0.995 }),
      event(secondNames.at, 1.01, { ...example, decayed: 0.75, control: 0.95 }),
    ],
    races: firstFactors.map((factor) => ({
      name: firstName(factor),
      steps,
      decayed: steps.map(() => 0.5),
      control: steps.map((step) => (overtaken !== null && step >= overtaken ? 0.4 : 0.8)),
      overtaken,
    })),
    eigenpairs: [],
    slices: [],
  };
}

/** Two seeds of a decay whose outcome is known. */
export const exampleDecay = (
  example: DecayExample = { decayed: 0.5, control: 1, energy: 0.5 },
  overtaken: number | null = 700,
): readonly DecayRun[] =>
  [0, 1].map((seed) => artifact(seed, example, overtaken === null ? null : overtaken + 100 * seed));
