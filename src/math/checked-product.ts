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

function fitsFloat32(w: Float64Array): boolean {
  for (let i = 0; i < w.length; i++) if (Math.fround(w[i]) !== w[i]) return false;
  return true;
}

function mustBeWhole(w: Float64Array, dimension: number): void {
  if (w.length !== dimension)
    throw new RangeError(
      `the Hessian-vector product of a vector of ${dimension} entries has ${w.length} entries`,
    );
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
    mustBeWhole(w, v.length);
    double ||= !fitsFloat32(w);
    largest = Math.max(largest, norm(w));
    if (sign < 0) scale(w, -1);
    return w;
  };
  return Object.assign(checked, {
    spent: () => spent,
    norm: () => largest,
    rounding: () => 4 * (double ? 2 ** -53 : 2 ** -24) * largest,
  });
}
