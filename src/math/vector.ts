import { binaryScale } from './binary-scale.ts';

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

/** Sums of squares between these have lost no digit to underflow and nothing to overflow. */
const [leastSum, largestSum] = [1e-290, 1e300];

const largestSize = (a: Float64Array): number =>
  a.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** Euclidean norm, of entries of any size; NaN where an entry is. */
export function norm(a: Float64Array): number {
  const sum = dot(a, a);
  if (sum > leastSum && sum < largestSum) return Math.sqrt(sum);
  const size = binaryScale(largestSize(a));
  const rest = a.map((value) => value / size);
  return size * Math.sqrt(dot(rest, rest));
}

/** target ← target + factor·a, in place. */
export function addScaled(target: Float64Array, factor: number, a: Float64Array): void {
  for (let i = 0; i < a.length; i++) target[i] += factor * a[i];
}

/** target ← factor·target, in place. */
export function scale(target: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i] *= factor;
}

// Loops from here on, since `map` takes four times as long and the passes over vectors as long as the products.

/** a + factor·b as a new vector. */
export function plus(a: Float64Array, factor: number, b: Float64Array): Float64Array {
  const sum = new Float64Array(a.length);
  for (let i = 0; i < sum.length; i++) sum[i] = a[i] + factor * b[i];
  return sum;
}

/** factor·a as a new vector. */
export function scaled(factor: number, a: Float64Array): Float64Array {
  const product = new Float64Array(a.length);
  for (let i = 0; i < product.length; i++) product[i] = factor * a[i];
  return product;
}

/**
 * a divided by its Euclidean norm, as a new vector.
 * @throws RangeError where all entries are 0, or one is not finite
 */
export function unit(a: Float64Array): Float64Array {
  const length = norm(a);
  if (length ** 2 > leastSum && length ** 2 < largestSum) return scaled(1 / length, a);
  const size = largestSize(a);
  if (!(size > 0 && size < Infinity)) throw new RangeError(`a vector of norm ${length} has no direction`);
  const rest = a.map((value) => value / binaryScale(size));
  return scaled(1 / norm(rest), rest);
}

/** rest ← rest − Σ (q·rest)q over four vectors: one pass over `rest` for all of them takes half the time of four. */
function removeFour(
  rest: Float64Array,
  basis: readonly Float64Array[],
  first: number,
  components: Float64Array,
): void {
  const [q0, q1, q2, q3] = [basis[first], basis[first + 1], basis[first + 2], basis[first + 3]];
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  for (let i = 0; i < rest.length; i++) {
    const value = rest[i];
    s0 += value * q0[i];
    s1 += value * q1[i];
    s2 += value * q2[i];
    s3 += value * q3[i];
  }
  for (let i = 0; i < rest.length; i++) rest[i] -= s0 * q0[i] + s1 * q1[i] + s2 * q2[i] + s3 * q3[i];
  components[first] = s0;
  components[first + 1] = s1;
  components[first + 2] = s2;
  components[first + 3] = s3;
}

/**
 * Takes from `rest`, in place, its components along orthonormal vectors (Gram and Schmidt, four at a time).
 * @returns the components
 */
export function removeComponents(rest: Float64Array, basis: readonly Float64Array[]): Float64Array {
  const components = new Float64Array(basis.length);
  const whole = basis.length - (basis.length % 4);
  for (let i = 0; i < whole; i += 4) removeFour(rest, basis, i, components);
  for (let i = whole; i < basis.length; i++) {
    components[i] = dot(basis[i], rest);
    addScaled(rest, -components[i], basis[i]);
  }
  return components;
}

/** target ← target + Σ weightᵢ·basisᵢ, in place; four vectors in one pass, as `removeComponents`. */
export function addCombination(
  target: Float64Array,
  weights: Float64Array,
  basis: readonly Float64Array[],
): void {
  const whole = weights.length - (weights.length % 4);
  for (let k = 0; k < whole; k += 4) {
    const [q0, q1, q2, q3] = [basis[k], basis[k + 1], basis[k + 2], basis[k + 3]];
    const [w0, w1, w2, w3] = [weights[k], weights[k + 1], weights[k + 2], weights[k + 3]];
    for (let i = 0; i < target.length; i++) target[i] += w0 * q0[i] + w1 * q1[i] + w2 * q2[i] + w3 * q3[i];
  }
  for (let k = whole; k < weights.length; k++) addScaled(target, weights[k], basis[k]);
}
