/**
 * Mean of each `factor` × `factor` block of a square image [side, side], row-major.
 * @throws RangeError where the side does not divide
 */
export function averagePool(image: ArrayLike<number>, side: number, factor: number): Float64Array {
  const small = side / factor;
  if (!Number.isInteger(small)) throw new RangeError(`an image of side ${side} does not divide by ${factor}`);
  const pooled = new Float64Array(small * small);
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++)
      pooled[Math.floor(row / factor) * small + Math.floor(column / factor)] +=
        image[row * side + column] / factor ** 2;
  return pooled;
}

/**
 * Samples x [n, d], row-major, less each pixel's mean, at the standard deviation `scale`; rounded to float32 at the end.
 * @throws RangeError where all samples are the same
 */
export function standardise(x: Float64Array, n: number, scale: number): Float32Array {
  const d = x.length / n;
  const means = new Float64Array(d);
  x.forEach((value, i) => (means[i % d] += value / n));
  const centred = x.map((value, i) => value - means[i % d]);
  const variance = centred.reduce((sum, value) => sum + value * value, 0) / centred.length;
  if (!(variance > 0)) throw new RangeError('all samples are the same: nothing to standardise');
  return Float32Array.from(centred, (value) => (scale * value) / Math.sqrt(variance));
}
