import { requireFinite } from './finite.ts';
import type { OneDimensionalLoss } from './one-dimensional.ts';

/** One step of gradient descent, x − ηf′(x). */
export const descentStep = ({ slope }: OneDimensionalLoss, learningRate: number, x: number): number =>
  x - learningRate * slope(x);

/** Beyond this an orbit counts as diverged. */
const lost = 1e12;

/** x₀ … x_steps of gradient descent; shorter where it diverged. */
export function orbit(
  loss: OneDimensionalLoss,
  learningRate: number,
  start: number,
  steps: number,
): number[] {
  const path = [start];
  for (let i = 0; i < steps && Math.abs(path[i]) < lost; i++)
    path.push(descentStep(loss, learningRate, path[i]));
  return path;
}

/** The corners of a cobweb, (x₀, x₀), (x₀, x₁), (x₁, x₁), … between the map and the diagonal. */
export function cobweb(path: readonly number[]): [number, number][] {
  return path.flatMap((x, i): [number, number][] =>
    i + 1 < path.length
      ? [
          [x, x],
          [x, path[i + 1]],
        ]
      : [[x, x]],
  );
}

/** Where gradient descent ends. */
export type Attractor =
  | {
      readonly status: 'periodic';
      readonly period: number;
      /** One period, as it is run through, from the point reached. */
      readonly points: readonly number[];
      /** Steps taken before the period was found. */
      readonly steps: number;
    }
  | { readonly status: 'aperiodic'; readonly points: readonly number[]; readonly steps: number }
  | { readonly status: 'diverged'; readonly steps: number };

/** How long an orbit is followed, and what counts as its return. */
export interface AttractorOptions {
  readonly steps?: number;
  /** Longest period that is looked for, and points kept of an orbit without one. */
  readonly maxPeriod?: number;
  /** A point returns when it is this close, relative to the largest of its period; rounding alone can reach 2e-14. */
  readonly tolerance?: number;
}

/** Steps between two looks for a period. */
const lookEvery = 64;

/** Below this an orbit has reached the minimum: it would go on to numbers without digits. */
const reached = 1e-100;

/** The shortest period with which the end of `path` returns; null without one. */
function periodOf(path: readonly number[], maxPeriod: number, tolerance: number): number | null {
  const last = path.length - 1;
  for (let period = 1; period <= maxPeriod && 2 * period <= path.length; period++) {
    let largest = 0;
    let change = 0;
    for (let i = last; i > last - period; i--) {
      largest = Math.max(largest, Math.abs(path[i]));
      change = Math.max(change, Math.abs(path[i] - path[i - period]));
    }
    if (change <= tolerance * largest) return period;
  }
  return null;
}

/**
 * Follows gradient descent from `start` until it repeats itself, diverges or has taken all its steps.
 * @throws RangeError where learning rate or start is not finite
 */
export function attractor(
  loss: OneDimensionalLoss,
  learningRate: number,
  start: number,
  { steps = 6000, maxPeriod = 2, tolerance = 1e-13 }: AttractorOptions = {},
): Attractor {
  requireFinite('learning rate and start of an orbit', [learningRate, start]);
  const size = Math.max(2 * maxPeriod, lookEvery);
  let x = start;
  let done = 0;
  let points: number[] = [];
  while (done < steps) {
    points = [];
    for (let i = 0; i < size; i++) {
      points.push(x);
      x = descentStep(loss, learningRate, x);
      if (!(Math.abs(x) < lost)) return { status: 'diverged', steps: done + i + 1 };
    }
    done += size;
    if (Math.abs(x) < reached) return { status: 'periodic', period: 1, points: [0], steps: done };
    const period = periodOf(points, maxPeriod, tolerance);
    if (period !== null) return { status: 'periodic', period, points: points.slice(-period), steps: done };
  }
  return { status: 'aperiodic', points, steps: done };
}

/** d G^n(x₁)/dx over the points of an n-cycle, Π(1 − ηf″(x_i)): stable where its size is below 1. */
export const multiplier = (
  { curvature }: OneDimensionalLoss,
  learningRate: number,
  cycle: readonly number[],
): number => cycle.reduce((product, x) => product * (1 - learningRate * curvature(x)), 1);

/** The multiplier of a cycle as orbits show it: how much a small displacement has grown after one period. */
export function measuredMultiplier(
  loss: OneDimensionalLoss,
  learningRate: number,
  cycle: readonly number[],
  displacement = 1e-5,
): number {
  const size = displacement * Math.max(...cycle.map(Math.abs));
  const [above, below] = [size, -size].map((change) =>
    orbit(loss, learningRate, cycle[0] + change, cycle.length).at(-1)!,
  );
  return (above - below) / (2 * size);
}
