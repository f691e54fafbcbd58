/**
 * The power of two at or below a size, by which numbers can be divided without rounding, to keep their squares from
 * under- or overflow; 1 for a size of 0 and for one that is not finite.
 */
export function binaryScale(size: number): number {
  if (!(size > 0 && size < Infinity)) return 1;
  // 2^−1074 to 2^1023 are all the powers there are; a logarithm may be rounded up to the next.
  const scale = 2 ** Math.min(Math.max(Math.floor(Math.log2(size)), -1074), 1023);
  return scale > size ? scale / 2 : scale;
}

/**
 * What a matrix with entries up to a size is divided by: sums of squares of what is left do not overflow, and entries
 * that are far smaller than others are kept.
 */
export const matrixScale = (size: number): number => Math.max(binaryScale(size) * 2 ** -400, 2 ** -1000);
