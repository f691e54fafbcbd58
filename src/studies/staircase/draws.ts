import type { Random } from '../../math/random.ts';

/** A start of random sign, log-uniform in its distance. */
export const drawStart = (source: Random) =>
  (source.uniform() < 0.5 ? -1 : 1) * 10 ** (-2 + 3.3 * source.uniform());

/** Log-uniform between two bounds. */
export const drawn = (low: number, high: number, source: Random) => low * (high / low) ** source.uniform();
