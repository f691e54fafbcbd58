import type { Loss } from '../math/loss.ts';
import type { NetworkModel } from '../math/network.ts';

/** What computed a result; part of every artifact's key. */
export interface Backend {
  readonly name: 'native' | 'wasm';
  /** Versions of tfjs and, on native, of TensorFlow and of our kernels for it. */
  readonly version: string;
  readonly threads: number;
  readonly precision: 'float32';
  /** Instruction sets by which its kernels are chosen on this processor; results of before they counted do not say. */
  readonly instructions?: string;
  /** Fingerprint of what its kernels give on this machine, to the last bit; as above. */
  readonly arithmetic?: string;
}

/** A network with the samples it is trained on. `x` is [n, inputs], `targets` is [n, outputs], both row-major. */
export interface Problem {
  readonly model: NetworkModel;
  readonly n: number;
  readonly x: Float32Array;
  readonly targets: Float32Array;
}

/** A loss this many times the first one is taken as divergence. */
export const divergenceFactor = 1e6;

/** Learning rate of each step, counted from 0 at the start of a call of `gradientDescent`. */
export type LearningRateSchedule = (step: number) => number;

/** A learning rate as that of each step. */
export const scheduleOf = (rate: number | LearningRateSchedule): LearningRateSchedule =>
  typeof rate === 'number' ? () => rate : rate;

/** How long to descend, and how fast. */
export interface GradientDescentOptions {
  readonly learningRate: number | LearningRateSchedule;
  readonly steps: number;
  /** Stops after the first step whose loss before the update is below this. */
  readonly stopBelow?: number;
  /** Loss at the very start of a training that goes on here; divergence is judged against it. */
  readonly initialLoss?: number;
}

/** Where a descent ended; where it diverged, before the step whose loss was too large. */
export interface GradientDescentResult {
  readonly status: 'reached' | 'steps done' | 'diverged';
  /** Parameters after the last step, flat in the order W0, b0, W1, b1, … */
  readonly parameters: Float32Array;
  /** Loss before each update. */
  readonly losses: Float64Array;
}

/** How long to descend in float64, and how fast. */
export interface TrajectoryOptions {
  readonly learningRate: number;
  readonly steps: number;
  /** Added to the gradient of every step: θ ← θ − η(∇L(θ) + correction). */
  readonly correction?: Float64Array;
}

/** Every iterate of a descent. */
export interface Trajectory {
  readonly status: 'steps done' | 'diverged';
  /** θ₁ … θ_steps in float64; shorter where it diverged. */
  readonly iterates: readonly Float64Array[];
  /** Loss before each update. */
  readonly losses: Float64Array;
}

/** The loss of a problem, with the descents on it. */
export interface TrainingLoss extends Loss {
  /** Full-batch gradient descent in float32. */
  gradientDescent(start: Float32Array, options: GradientDescentOptions): Promise<GradientDescentResult>;
  /** Full-batch gradient descent in float64 that keeps every iterate: for windows of some hundred steps. */
  trajectory(start: Float64Array, options: TrajectoryOptions): Trajectory;
}

/** The one door to tfjs. */
export interface Engine {
  readonly backend: Backend;
  /**
   * The loss of a network on samples, as the problem is at the time of the call: a changed one is a new problem. Vectors
   * are flat in the order W0, b0, W1, b1, …, W row-major of shape [in, out]; what is given is taken as it is at the time of
   * its call.
   * @throws RangeError, here and from each function of the loss, that names what does not fit the network or is not finite
   */
  loss(problem: Problem): TrainingLoss;
}
