import type { HessianVectorProduct } from '../math/lanczos.ts';
import type { NetworkModel } from '../math/network.ts';
import type { Precision } from './compile/signature.ts';

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

/**
 * The one door to tfjs. Vectors are flat in the order W0, b0, W1, b1, …, W row-major of shape [in, out]. What is given is
 * taken as it is at the time of the call: arrays may be changed afterwards, and a changed one is a new problem or point. A
 * RangeError names what does not fit the network or is not finite.
 */
export interface Engine {
  readonly backend: Backend;
  /** Full-batch gradient descent in float32. */
  gradientDescent(
    problem: Problem,
    start: Float32Array,
    options: GradientDescentOptions,
  ): Promise<GradientDescentResult>;
  /** Full-batch gradient descent in float64 that keeps every iterate: for windows of some hundred steps. */
  trajectory(problem: Problem, start: Float64Array, options: TrajectoryOptions): Trajectory;
  /** Loss in float64 at centre + t·direction for each t. */
  slice(problem: Problem, centre: Float64Array, direction: Float64Array, t: readonly number[]): Float64Array;
  /** Loss of each sample along a slice, in float64: [t, n], row-major. */
  exampleSlice(
    problem: Problem,
    centre: Float64Array,
    direction: Float64Array,
    t: readonly number[],
  ): Float64Array;
  /** f′(t) in float64 of the loss f(t) at centre + t·direction for each t. */
  slopes(problem: Problem, centre: Float64Array, direction: Float64Array, t: readonly number[]): Float64Array;
  /** Gradient in float64 at `parameters`. */
  gradient(problem: Problem, parameters: Float64Array): Float64Array;
  /**
   * v ↦ ∇²L(parameters)·v, exact but for rounding: in float64 unless told otherwise. In float32 a product costs a
   * fraction and is right to some 1e-6 of ‖∇²L‖‖v‖: enough for eigenpairs to a residual of 1e-4.
   */
  hessian(problem: Problem, parameters: Float64Array, precision?: Precision): HessianVectorProduct;
}
