import { gaussianVector, random } from '../../math/random.ts';
import { norm, unit } from '../../math/vector.ts';
import type { Direction } from '../directions.ts';
import type { Extremes } from './extremes.ts';
import type { Settled } from './plan.ts';

/** Eigenvectors, the gradient and random directions, by turns of their kinds up to the most that are wanted. */
export function directionsOf(
  { point, seed, directions, along, slices }: Settled,
  gradient: Float64Array,
  top: Extremes,
  bottom: Extremes,
): Direction[] {
  const source = random(seed, 'random directions');
  const drawn = Array.from({ length: directions.random }, (_, i): Direction => ({
    ...{ name: `random${i + 1}`, kind: 'random' },
    vector: unit(gaussianVector(point.length, source)),
  }));
  const kinds: readonly (readonly Direction[])[] = [
    top.pairs.map(({ vector }, i) => ({ name: `e${i + 1}`, kind: 'top eigenvector', vector })),
    directions.gradient && norm(gradient) > 0
      ? [{ name: 'gradient', kind: 'gradient', vector: unit(gradient) }]
      : [],
    along ?? drawn,
    bottom.pairs.map(({ vector }, i) => ({ name: `b${i + 1}`, kind: 'bottom eigenvector', vector })),
  ];
  const all = kinds.flat();
  if (slices === undefined || slices >= all.length) return all;
  const turns = kinds.flatMap((kind, k) => kind.map((direction, i) => ({ direction, turn: 4 * i + k })));
  const chosen = new Set(
    turns
      .toSorted((a, b) => a.turn - b.turn)
      .slice(0, slices)
      .map(({ direction }) => direction),
  );
  return all.filter((direction) => chosen.has(direction));
}
