import { z } from 'zod';
import type { Dataset } from '../data/dataset.ts';
import type { Problem, TrainingLoss } from '../engine/engine.ts';
import { initialParameters, type MlpModel } from '../math/network.ts';
import { random } from '../math/random.ts';
import { mean } from '../math/statistics.ts';
import { dot } from '../math/vector.ts';
import { crossingStep, descend, isQuadratic, startDescent, type EdgeDescent } from './descent.ts';
import type { Checkpoint } from '../claims/experiment.ts';
import { imageParameters } from './image-data.ts';

/** What a network of one output tells apart: classes below 5 from the others, or odd ones from even ones. */
export const binaryTasks = ['below-5', 'odd'] as const;

/** A network of one output that is trained to its edge and a little on. */
export const oneOutputParameters = z.strictObject({
  images: imageParameters,
  task: z.enum(binaryTasks),
  hidden: z.array(z.int().positive()),
  learningRate: z.number().positive(),
  /** Training gives up without a crossing after this many. */
  maxSteps: z.int().positive(),
  /** Steps between two measurements of the sharpness. */
  every: z.int().multipleOf(2).positive(),
  /** Steps from the crossing to the window, and in it. */
  delay: z.int().nonnegative(),
  window: z.int().positive(),
});

export type OneOutputParameters = z.output<typeof oneOutputParameters>;

const isPositive = {
  'below-5': (label: number) => label < 5,
  odd: (label: number) => label % 2 === 1,
} as const;

/** The samples with targets +1 and −1 beside their labels. */
export function binaryTargets(
  dataset: Dataset,
  task: OneOutputParameters['task'],
): Dataset & { target: Float32Array } {
  return {
    ...dataset,
    id: `${dataset.id}-${task}`,
    description: `${dataset.description}; targets +1 for labels that are ${task === 'odd' ? 'odd' : 'below 5'}, else −1`,
    target: Float32Array.from(dataset.y, (label) => (isPositive[task](label) ? 1 : -1)),
  };
}

export interface OneOutputNetwork {
  readonly model: MlpModel;
  readonly problem: Problem;
  readonly start: Float32Array;
}

export function oneOutputNetwork(
  dataset: Dataset & { readonly target: Float32Array },
  { hidden }: OneOutputParameters,
  seed: number,
): OneOutputNetwork {
  const model: MlpModel = { kind: 'mlp', layers: [dataset.d, ...hidden, 1], activation: 'tanh', loss: 'mse' };
  return {
    model,
    problem: { model, n: dataset.n, x: dataset.x, targets: dataset.target },
    start: Float32Array.from(initialParameters(model, random(seed, 'initial parameters'))),
  };
}

/** Where a window begins, `delay` steps after the crossing. */
export interface WindowStart {
  readonly crossing: number;
  readonly parameters: Float64Array;
  /** The last measured iterate below the edge. */
  readonly below: Float64Array;
  /** Top Ritz vectors at the crossing. */
  readonly vectors: readonly Float64Array[];
}

/** Trains until the sharpness crosses 2/η and `delay` steps on; null where it never does. */
export async function windowStart(
  loss: TrainingLoss,
  { model, start }: OneOutputNetwork,
  { learningRate, maxSteps, every, delay }: OneOutputParameters,
  seed: number,
  checkpoint: Checkpoint,
): Promise<WindowStart | null> {
  const crossed = ({ sharpness }: EdgeDescent) => crossingStep(sharpness, learningRate);
  const descent = await descend(
    loss,
    startDescent(start, seed),
    {
      learningRate,
      every,
      farFactor: 4,
      quadratic: isQuadratic(model),
      until: (now) => crossed(now) !== null || now.losses.length >= maxSteps,
    },
    checkpoint,
    'to the crossing',
  );
  const crossing = crossed(descent);
  if (crossing === null || crossing === 0) return null;
  const after = await loss.gradientDescent(descent.parameters, { learningRate, steps: delay });
  return after.status === 'diverged'
    ? null
    : {
        crossing,
        parameters: Float64Array.from(after.parameters),
        below: Float64Array.from(descent.previous),
        vectors: descent.vectors,
      };
}

/** Iterates θ₀ … θ_n with centre and oscillation at every step that has both neighbours. */
export interface Window {
  readonly iterates: readonly Float64Array[];
  readonly losses: Float64Array;
  /** c_t = (θ_{t−1} + 2θ_t + θ_{t+1})/4. */
  readonly centre: (t: number) => Float64Array;
  /** δ_t = (2θ_t − θ_{t−1} − θ_{t+1})/4. */
  readonly oscillation: (t: number) => Float64Array;
}

export function windowOf(iterates: readonly Float64Array[], losses: Float64Array): Window {
  const combined = (t: number, sign: number) => {
    const [before, at, after] = iterates.slice(t - 1, t + 2);
    const sum = new Float64Array(at.length);
    for (let i = 0; i < sum.length; i++) sum[i] = (2 * at[i] + sign * (before[i] + after[i])) / 4;
    return sum;
  };
  return { iterates, losses, centre: (t) => combined(t, 1), oscillation: (t) => combined(t, -1) };
}

/** `steps` steps with a neighbour on either side, in float64; null where they diverge. */
export function measureWindow(
  loss: TrainingLoss,
  start: Float64Array,
  learningRate: number,
  steps: number,
): Window | null {
  const { status, iterates, losses } = loss.trajectory(start, { learningRate, steps: steps + 1 });
  return status === 'diverged' ? null : windowOf([start, ...iterates], losses);
}

/** Root of the mean of squares. */
export const rootMeanSquare = (values: readonly number[]): number =>
  Math.sqrt(mean(values, (value) => value ** 2));

/** δ_t·u for t from `from` to `to`, both included. */
export function oscillationAlong(window: Window, u: Float64Array, from: number, to: number): number[] {
  const along = window.iterates.slice(from - 1, to + 2).map((iterate) => dot(iterate, u));
  return along.slice(1, -1).map((value, i) => (2 * value - along[i] - along[i + 2]) / 4);
}
