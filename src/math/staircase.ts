import { requireFinite } from './finite.ts';
import { quadrature } from './quadrature.ts';
import type { OneDimensionalLoss } from './one-dimensional.ts';
import { descentStep } from './orbits.ts';
import { edgeAmplitude } from './period-two.ts';

/** One bowl of a loss made of bowls inside each other. */
export interface LossScale {
  /** f″(0) of this bowl alone. */
  readonly curvature: number;
  /** Distance at which it stops being a parabola. */
  readonly width: number;
}

interface Well {
  /** The well of curvature 1 and width 1 at z, and its derivatives. */
  readonly f: (z: number) => number;
  readonly slope: (z: number) => number;
  readonly curvature: (z: number) => number;
  readonly formula: string;
}

/** The shapes of a bowl. */
export const wells = {
  /** √(1 + z²) − 1. */
  'pseudo-Huber': {
    f: (z) => (z * z) / (1 + Math.sqrt(1 + z * z)),
    slope: (z) => z / Math.sqrt(1 + z * z),
    curvature: (z) => (1 + z * z) ** -1.5,
    formula: '√(1 + (<i>x</i>/<i>s</i>)<sup>2</sup>) − 1',
  },
  /** 1 − exp(−z²/2). */
  gaussian: {
    f: (z) => -Math.expm1((-z * z) / 2),
    slope: (z) => z * Math.exp((-z * z) / 2),
    curvature: (z) => (1 - z * z) * Math.exp((-z * z) / 2),
    formula: '1 − exp(−<i>x</i><sup>2</sup>/2<i>s</i><sup>2</sup>)',
  },
} as const satisfies Record<string, Well>;

/** `pseudo-Huber` has a straight slope further out, `gaussian` is flat there. */
export type WellKind = keyof typeof wells;

/** f(x) = Σ a_k s_k² w(x/s_k): bowls of curvature a_k and width s_k inside each other (content/parts/staircase.mdx). */
export function sumOfScales(
  scales: readonly LossScale[],
  kind: WellKind = 'pseudo-Huber',
): OneDimensionalLoss {
  const well: Well = wells[kind];
  const sum = (part: (scale: LossScale) => number) => scales.reduce((total, scale) => total + part(scale), 0);
  return {
    id: `${kind}-${scales.length}-scales`,
    formula: `Σ <i>a</i><sub>k</sub> <i>s</i><sub>k</sub><sup>2</sup> (${well.formula})`,
    even: true,
    growth: 'subquadratic',
    f: (x) => sum(({ curvature, width }) => curvature * width ** 2 * well.f(x / width)),
    slope: (x) => sum(({ curvature, width }) => curvature * width * well.slope(x / width)),
    curvature: (x) => sum(({ curvature, width }) => curvature * well.curvature(x / width)),
  };
}

/** Σ ½ a_k x²: the quadratic with the same curvature at its minimum, which has no scales. */
export function quadraticOf(scales: readonly LossScale[]): OneDimensionalLoss {
  const a = scales.reduce((sum, { curvature }) => sum + curvature, 0);
  return {
    id: 'quadratic',
    formula: '½<i>ax</i><sup>2</sup>',
    even: true,
    growth: 'quadratic',
    f: (x) => (a * x * x) / 2,
    slope: (x) => a * x,
    curvature: () => a,
  };
}

/** What gradient descent settles at when it may take as many steps as it likes at one learning rate. */
export interface LossPlateau {
  /** x* with f′(x*)/x* = 2/η. */
  readonly amplitude: number;
  readonly loss: number;
}

/** The plateau that a learning rate is held at; null where it lies below the edge and the loss falls to 0. */
export function lossPlateau(loss: OneDimensionalLoss, learningRate: number): LossPlateau | null {
  const amplitude = edgeAmplitude(loss, learningRate);
  return amplitude === null ? null : { amplitude, loss: loss.f(amplitude) };
}

/** Some steps of gradient descent at one learning rate. */
export interface Stage {
  readonly learningRate: number;
  readonly steps: number;
}

/** A run of gradient descent; diverged where a loss is not finite. */
export interface Descent {
  readonly status: 'bounded' | 'diverged';
  /** f(x₀), f(x₁), …: one more than the steps taken. */
  readonly losses: readonly number[];
  /** x at the end of every stage that was finished. */
  readonly ends: readonly number[];
}

/** Gradient descent through the stages of a schedule. */
export function runSchedule(loss: OneDimensionalLoss, start: number, stages: readonly Stage[]): Descent {
  const losses = [loss.f(start)];
  const ends: number[] = [];
  let x = start;
  for (const { learningRate, steps } of stages) {
    for (let i = 0; i < steps; i++) {
      x = descentStep(loss, learningRate, x);
      const value = loss.f(x);
      if (!Number.isFinite(value)) return { status: 'diverged', losses, ends };
      losses.push(value);
    }
    ends.push(x);
  }
  return { status: 'bounded', losses, ends };
}

/**
 * Steps at one learning rate until f < target; null when `most` do not suffice.
 * @throws RangeError where a number is not finite
 */
export function stepsTo(
  loss: OneDimensionalLoss,
  learningRate: number,
  start: number,
  target: number,
  most = 1e7,
): number | null {
  requireFinite('learning rate, start and target of a descent', [learningRate, start, target]);
  let x = start;
  for (let step = 0; step <= most; step++) {
    if (loss.f(x) < target) return step;
    x = descentStep(loss, learningRate, x);
  }
  return null;
}

/** Steps that the gradient flow dx/dt = −f′(x) needs from `from` to `to`, its time over η: ∫ dx/(ηf′(x)). */
export const flowSteps = (loss: OneDimensionalLoss, learningRate: number, from: number, to: number): number =>
  quadrature((u) => Math.exp(u) / (learningRate * loss.slope(Math.exp(u))), Math.log(to), Math.log(from));
