import { randomNormal } from 'd3';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A seeded source of random numbers; equal seeds and streams give equal numbers on every machine. */
export interface Random {
  /** Uniform on [0, 1). */
  uniform(): number;
  /** Standard normal. */
  gaussian(): number;
  /** Uniform integer in [low, high], both included. */
  integer(low: number, high: number): number;
}

/** FNV-1a, to turn a stream's name into 32 bits. */
function hash(text: string): number {
  let bits = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) bits = Math.imul(bits ^ text.charCodeAt(i), 0x01000193);
  return bits | 0;
}

/** Streams of one seed are independent: drawing more from one leaves the others as they were. */
export function random(seed: number, stream = ''): Random {
  const generator = xoroshiro128plus(hash(`${seed}/${stream}`));
  const uniform = () => uniformFloat64(generator);
  return {
    uniform,
    gaussian: randomNormal.source(uniform)(0, 1),
    integer: (low, high) => uniformInt(generator, low, high),
  };
}

/** Vector of independent standard normal numbers. */
export function gaussianVector(dimension: number, source: Random): Float64Array {
  return Float64Array.from({ length: dimension }, () => source.gaussian());
}

/**
 * `count` different integers below `bound`, in the order drawn (Fisher and Yates's shuffle, stopped early).
 * @throws RangeError where there are not so many
 */
export function sampleWithoutReplacement(bound: number, count: number, source: Random): number[] {
  if (count > bound) throw new RangeError(`cannot draw ${count} different integers below ${bound}`);
  const pool = Array.from({ length: bound }, (_, i) => i);
  for (let i = 0; i < count; i++) {
    const j = source.integer(i, bound - 1);
    [pool[i], pool[j]] = [pool[j], pool[i]];
  }
  return pool.slice(0, count);
}
