/** Inner product of two vectors of equal length; four sums side by side, which do not wait for one another. */
export function dot(a: Float64Array, b: Float64Array): number {
  let [p, q, r, s] = [0, 0, 0, 0];
  const whole = a.length - (a.length % 4);
  for (let i = 0; i < whole; i += 4) {
    p += a[i] * b[i];
    q += a[i + 1] * b[i + 1];
    r += a[i + 2] * b[i + 2];
    s += a[i + 3] * b[i + 3];
  }
  for (let i = whole; i < a.length; i++) p += a[i] * b[i];
  return p + q + (r + s);
}

/** Euclidean norm. */
export function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}

/** target ← target + factor·a, in place. */
export function addScaled(target: Float64Array, factor: number, a: Float64Array): void {
  for (let i = 0; i < a.length; i++) target[i] = target[i] + factor * a[i];
}

/** a + factor·b as a new vector. */
export function plus(a: Float64Array, factor: number, b: Float64Array): Float64Array {
  return a.map((value, i) => value + factor * b[i]);
}

/** a divided by its Euclidean norm. Throws where the norm is 0 or not finite. */
export function unit(a: Float64Array): Float64Array {
  const length = norm(a);
  if (!(length > 0 && Number.isFinite(length)))
    throw new RangeError(`a vector of norm ${length} has no direction`);
  return a.map((value) => value / length);
}
