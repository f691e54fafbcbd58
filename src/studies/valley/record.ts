import type { Random } from '../../math/random.ts';
import type { ValleyPoint } from '../../math/valley.ts';

/** Uniform between two bounds. */
export const between = (low: number, high: number, source: Random) => low + (high - low) * source.uniform();

const digits = (value: number) => Number(value.toPrecision(7));

const record = ({ step, x, sharpness }: ValleyPoint) => ({
  step,
  x: digits(x),
  sharpness: digits(sharpness),
});

const isFinitePoint = ({ x, sharpness }: ValleyPoint) => Number.isFinite(x) && Number.isFinite(sharpness);

/** The points of a path at steps that are evenly spaced in their logarithm, `recorded` a path or fewer. */
export function logThinned(path: readonly ValleyPoint[], recorded: number) {
  const growth = path.length ** (1 / recorded);
  const kept: ValleyPoint[] = [path[0]];
  for (let i = 1; i < path.length; i = Math.max(i + 1, Math.floor(i * growth))) kept.push(path[i]);
  return kept.filter(isFinitePoint).map(record);
}

/** Every few of the first steps of a path. */
export const thinned = (path: readonly ValleyPoint[], steps: number, recorded: number) =>
  path
    .slice(0, steps)
    .filter(isFinitePoint)
    .filter((_, i) => i % Math.ceil(steps / recorded) === 0)
    .map(record);
