import type { Loss, Part } from '../../src/math/loss.ts';

/** What a loss of one coordinate is: its value, slope and curvature. */
export interface Coordinate {
  readonly value: (x: number) => number;
  readonly slope: (x: number) => number;
  readonly curvature: (x: number) => number;
}

/** a(√(1+x²) − 1): curvature a at 0, linear far out. */
export const hyperbola = (a: number): Coordinate => ({
  value: (x) => a * (Math.hypot(1, x) - 1),
  slope: (x) => (a * x) / Math.hypot(1, x),
  curvature: (x) => a / Math.hypot(1, x) ** 3,
});

/** ½ax². */
export const parabola = (a: number): Coordinate => ({
  value: (x) => 0.5 * a * x * x,
  slope: (x) => a * x,
  curvature: () => a,
});

/**
 * The loss wᵢ Σⱼ fⱼ(θⱼ) of sample i, of which everything is known in closed form.
 * @param sizes of the tensors that the coordinates belong to
 */
export function separableLoss(
  coordinates: readonly Coordinate[],
  weights: readonly number[] = [1],
  sizes: readonly number[] = [coordinates.length],
): Loss {
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  const sum = (at: (j: number) => number) =>
    coordinates.reduce((total, one, j) => total + one.value(at(j)), 0);
  const gradient = (point: Float64Array) => point.map((x, j) => mean * coordinates[j].slope(x));
  const alongLine = (centre: Float64Array, direction: Float64Array, t: number) =>
    centre.map((x, j) => x + t * direction[j]);
  let offset = 0;
  const parts = sizes.map((size, i): Part => {
    const part = { name: `part${i}`, shape: [size], size, offset };
    offset += size;
    return part;
  });
  return {
    parts,
    size: coordinates.length,
    samples: weights.length,
    value: (point) => mean * sum((j) => point[j]),
    valueAndGradient: (point) => ({ value: mean * sum((j) => point[j]), gradient: gradient(point) }),
    hessian: (point) => (v) => v.map((x, j) => mean * coordinates[j].curvature(point[j]) * x),
    slice: (centre, direction, t) =>
      Float64Array.from(t, (distance) => mean * sum((j) => centre[j] + distance * direction[j])),
    slopes: (centre, direction, t) =>
      Float64Array.from(t, (distance) =>
        gradient(alongLine(centre, direction, distance)).reduce((total, x, j) => total + x * direction[j], 0),
      ),
    examples: (centre, direction, t) =>
      Float64Array.from(
        t.flatMap((distance) =>
          weights.map((weight) => weight * sum((j) => centre[j] + distance * direction[j])),
        ),
      ),
  };
}
