import type { Loss } from '../../math/loss.ts';
import { growthExponents } from '../../math/growth.ts';
import type { Direction } from '../../measure/directions.ts';
import type { SliceRecord } from '../../measure/network-schemas.ts';
import { riseOf } from '../../measure/slice-growth.ts';
import type { Orbit } from './schema.ts';

/** Where every orbit starts, and when one counts as periodic or as lost. */
const orbitRules = { start: 0.1, steps: 400, periodic: 1e-7, lost: 100, path: 80 } as const;

/** The distance at which f′(t)/t of a slice first falls below 2/η, interpolated in log t. */
export function predictedAmplitude(
  slice: SliceRecord,
  centreLoss: number,
  learningRate: number,
): number | null {
  const { t, f } = riseOf(slice, centreLoss);
  const slopes = growthExponents(t, f).map((p, i) => (p * f[i]) / t[i] ** 2);
  const edge = 2 / learningRate;
  const i = t.findIndex((_, j) => j > 1 && j + 1 < t.length && slopes[j] < edge && slopes[j - 1] >= edge);
  if (i < 0) return null;
  const share = (slopes[i - 1] - edge) / (slopes[i - 1] - slopes[i]);
  return t[i - 1] * (t[i] / t[i - 1]) ** share;
}

/** Gradient descent on the symmetrised slice of the network through `centre`, by the network's own gradients. */
export function sliceOrbit(
  slope: (x: number) => number,
  learningRate: number,
): Pick<Orbit, 'status' | 'amplitude' | 'steps' | 'path'> {
  const path: number[] = [orbitRules.start];
  for (let step = 1; step <= orbitRules.steps; step++) {
    const x = path[step - 1];
    const next = x - learningRate * slope(x);
    path.push(next);
    if (!(Math.abs(next) < orbitRules.lost))
      return { status: 'diverged', amplitude: null, steps: step, path: path.slice(0, orbitRules.path) };
    if (step > 2 && Math.abs(next - path[step - 2]) <= orbitRules.periodic * Math.abs(next - x))
      return { ...ended(path), status: 'period 2' };
  }
  return { ...ended(path), status: 'bounded' };
}

const ended = (path: readonly number[]) => ({
  amplitude: Math.abs(path.at(-1)! - path.at(-2)!) / 2,
  steps: path.length - 1,
  path: path.slice(0, orbitRules.path),
});

/** f′(x) of the symmetrised slice, ½[∇L(c + xu) − ∇L(c − xu)]·u. */
export const lineSlope = (loss: Loss, centre: Float64Array, u: Float64Array) => (x: number) => {
  const [forward, backward] = loss.slopes(centre, u, [x, -x]);
  return (forward - backward) / 2;
};

/** Orbits at each excess over the edge of one direction. */
export function orbitsAlong(
  loss: Loss,
  centre: Float64Array,
  {
    direction,
    slice,
    curvature,
    centreLoss,
  }: {
    readonly direction: Direction;
    readonly slice: SliceRecord;
    readonly curvature: number;
    readonly centreLoss: number;
  },
  excesses: readonly number[],
): Orbit[] {
  const slope = lineSlope(loss, centre, direction.vector);
  return excesses.map((excess) => {
    const learningRate = (2 * excess) / curvature;
    return {
      direction: direction.name,
      excess,
      learningRate,
      predicted: predictedAmplitude(slice, centreLoss, learningRate),
      ...sliceOrbit(slope, learningRate),
    };
  });
}
