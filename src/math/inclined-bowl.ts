import type { OneDimensionalLoss } from './one-dimensional.ts';
import type { Stage } from './staircase.ts';

/** A loss of two variables, f(u) + ½bv², in coordinates (x, y) that are turned against (u, v) by an angle. */
export interface InclinedBowl {
  readonly section: OneDimensionalLoss;
  /** b, the curvature of the slow direction v. */
  readonly slow: number;
  /** Radians. */
  readonly angle: number;
}

type Point = readonly [number, number];

/** (u, v) of a point (x, y). */
export const turned = (angle: number, [x, y]: Point): Point => [
  Math.cos(angle) * x + Math.sin(angle) * y,
  -Math.sin(angle) * x + Math.cos(angle) * y,
];

/** f(u) + ½bv² at a point (x, y). */
export const bowlLoss = ({ section, slow, angle }: InclinedBowl, point: Point): number => {
  const [u, v] = turned(angle, point);
  return section.f(u) + (slow * v * v) / 2;
};

/** Gradient descent in (x, y) through a schedule: the points at the end of each stage. */
export function descendBowl(bowl: InclinedBowl, start: Point, stages: readonly Stage[]): Point[] {
  const { section, slow, angle } = bowl;
  let [x, y] = start;
  return stages.map(({ learningRate, steps }): Point => {
    for (let i = 0; i < steps; i++) {
      const [u, v] = turned(angle, [x, y]);
      const [du, dv] = [section.slope(u), slow * v];
      x -= learningRate * (Math.cos(angle) * du - Math.sin(angle) * dv);
      y -= learningRate * (Math.sin(angle) * du + Math.cos(angle) * dv);
    }
    return [x, y];
  });
}

/** ½bv² that a schedule leaves in the slow direction of a start at v₀: it shrinks by 1 − ηb a step. */
export const slowRemainder = (slow: number, start: number, stages: readonly Stage[]): number => {
  const shrunk = stages.reduce((v, { learningRate, steps }) => v * (1 - learningRate * slow) ** steps, start);
  return (slow * shrunk ** 2) / 2;
};
