import { norm, scale } from './vector.ts';

/** v ↦ H·v for a symmetric matrix H that is never formed: a new vector each time, which the caller may change. */
export type HessianVectorProduct = (v: Float64Array) => Float64Array;

/** Products of unit vectors with ±H, each looked at before it is used. */
export interface CheckedProduct {
  /** @throws RangeError where the product has another length than v, or a number that is not finite */
  (v: Float64Array): Float64Array;
  /** Products so far. */
  spent(): number;
  /** Largest ‖Hv‖ so far: a lower bound of ‖H‖. */
  norm(): number;
  /** A few units in the last place at the norm: of float64, or of float32 as long as all numbers that came back fit it. */
  rounding(): number;
}

function fitsFloat32(w: Float64Array, stride: number): boolean {
  for (let i = 0; i < w.length; i += stride) if (Math.fround(w[i]) !== w[i]) return false;
  return true;
}

/** Products looked at whole for their precision, and entries of each one after them: looking takes as long as a pass. */
const [wholeLooks, laterLooks] = [8, 512];

function mustBeWhole(w: Float64Array, dimension: number, size: number): void {
  if (w.length !== dimension)
    throw new RangeError(
      `the Hessian-vector product of a vector of ${dimension} entries has ${w.length} entries`,
    );
  // A norm that is a number has only such entries.
  if (Number.isFinite(size)) return;
  for (let i = 0; i < dimension; i++)
    if (!Number.isFinite(w[i]))
      throw new RangeError(`the Hessian-vector product holds ${w[i]} at entry ${i} of ${dimension}`);
}

/** `sign` −1 makes the smallest eigenvalues the largest. */
export function checkedProduct(product: HessianVectorProduct, sign: 1 | -1): CheckedProduct {
  let [spent, largest, double] = [0, 0, false];
  const checked = (v: Float64Array): Float64Array => {
    const given = product(v);
    spent++;
    // A product that hands back its argument would have it overwritten.
    const w = given instanceof Float64Array && given !== v ? given : Float64Array.from(given);
    const size = norm(w);
    mustBeWhole(w, v.length, size);
    double ||= !fitsFloat32(w, spent > wholeLooks ? Math.ceil(w.length / laterLooks) : 1);
    largest = Math.max(largest, size);
    if (sign < 0) scale(w, -1);
    return w;
  };
  return Object.assign(checked, {
    spent: () => spent,
    norm: () => largest,
    rounding: () => 4 * (double ? 2 ** -53 : 2 ** -24) * largest,
  });
}
