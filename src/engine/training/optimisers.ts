import * as tf from '@tensorflow/tfjs';
import { exact } from '../compile/exact.ts';

/** One parameter before a step. */
interface Before {
  readonly parameter: tf.Tensor;
  readonly gradient: tf.Tensor;
  /** As many as the optimiser keeps of a parameter, all 0 before the first step. */
  readonly state: readonly tf.Tensor[];
  /** Learning rate, and the number of the step from 1 on. */
  readonly rate: tf.Tensor;
  readonly step: tf.Tensor;
}

interface After {
  readonly parameter: tf.Tensor;
  readonly state: readonly tf.Tensor[];
}

/** How a gradient moves a parameter: plain tfjs code, with the formulas and defaults of PyTorch. */
export interface Optimiser {
  /** What is kept of each parameter from step to step. */
  readonly keeps: readonly string[];
  move(before: Before): After;
}

const scaled = (factor: number, x: tf.Tensor) => tf.mul(exact(factor), x);

/** θ ← θ − η∇L. */
export const gradientDescent: Optimiser = {
  keeps: [],
  move: ({ parameter, gradient, rate }) => ({
    parameter: tf.sub(parameter, tf.mul(rate, gradient)),
    state: [],
  }),
};

function withMomentum(
  momentum: number,
  along: (velocity: tf.Tensor, gradient: tf.Tensor) => tf.Tensor,
): Optimiser {
  if (!(momentum >= 0 && momentum < 1)) throw new RangeError(`a momentum is in [0, 1), not ${momentum}`);
  return {
    keeps: ['velocity'],
    move({ parameter, gradient, state: [before], rate }) {
      const velocity = tf.add(scaled(momentum, before), gradient);
      return { parameter: tf.sub(parameter, tf.mul(rate, along(velocity, gradient))), state: [velocity] };
    },
  };
}

/** v ← μv + ∇L, θ ← θ − ηv (Polyak 1964). */
export const heavyBall = (momentum: number): Optimiser => withMomentum(momentum, (velocity) => velocity);

/** v ← μv + ∇L, θ ← θ − η(∇L + μv) (Nesterov 1983, as PyTorch has it). */
export const nesterov = (momentum: number): Optimiser =>
  withMomentum(momentum, (velocity, gradient) => tf.add(gradient, scaled(momentum, velocity)));

/** Settings of Adam. */
export interface AdamOptions {
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
}

/** m̂/(√v̂ + ε) of the moments m, v of the gradient, corrected for their start at 0 (Kingma and Ba 2015). */
export function adam({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: AdamOptions = {}): Optimiser {
  for (const beta of [beta1, beta2])
    if (!(beta >= 0 && beta < 1))
      throw new RangeError(`a decay rate of Adam's moments is in [0, 1), not ${beta}`);
  const corrected = (beta: number, step: tf.Tensor) => tf.sub(exact(1), tf.pow(exact(beta), step));
  return {
    keeps: ['first moment', 'second moment'],
    move({ parameter, gradient, state: [first, second], rate, step }) {
      const m = tf.add(scaled(beta1, first), scaled(1 - beta1, gradient));
      const v = tf.add(scaled(beta2, second), scaled(1 - beta2, tf.square(gradient)));
      const scale = tf.add(tf.sqrt(tf.div(v, corrected(beta2, step))), exact(epsilon));
      const size = tf.div(rate, corrected(beta1, step));
      return { parameter: tf.sub(parameter, tf.mul(size, tf.div(m, scale))), state: [m, v] };
    },
  };
}

/** Adam with decay of the weights apart from the gradient: θ ← (1 − η·decay)θ first (Loshchilov and Hutter 2019). */
export function adamW({
  decay = 0.01,
  ...options
}: AdamOptions & { readonly decay?: number } = {}): Optimiser {
  const inner = adam(options);
  return {
    keeps: inner.keeps,
    move: (before) => {
      const kept = tf.sub(exact(1), tf.mul(before.rate, exact(decay)));
      return inner.move({ ...before, parameter: tf.mul(before.parameter, kept) });
    },
  };
}
