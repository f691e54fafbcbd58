import type { CheckedProduct } from './checked-product.ts';
import { symmetricTridiagonalEigen } from './tridiagonal.ts';
import { addCombination, norm, removeComponents, scale, unit } from './vector.ts';

/** An approximate eigenvalue with the norm of its residual. */
export interface Approximation {
  readonly value: number;
  readonly residual: number;
}

/** A Ritz value of a Krylov space with Lanczos's estimate |β s| of ‖Hv − λv‖; `index` tells them apart. */
export interface RitzValue extends Approximation {
  readonly index: number;
}

/** A unit Ritz vector with ‖Hv − λv‖. */
export interface RitzPair extends Approximation {
  readonly vector: Float64Array;
}

/** A pass that leaves less than this share is followed by another (Daniel, Gragg, Kaufman and Stewart 1976). */
const enough = Math.SQRT1_2;

/**
 * The Krylov space of one start vector under PHP, with P the projector on what is orthogonal to `locked`, by Lanczos's
 * method with full reorthogonalisation (Parlett 1998, chapter 13).
 */
export class KrylovSpace {
  readonly #product: CheckedProduct;
  readonly #locked: readonly Float64Array[];
  readonly #basis: Float64Array[];
  readonly #diagonal: number[] = [];
  /** Couplings of neighbours; the last one leads out of the space. */
  readonly #off: number[] = [];
  /** For each basis vector, what its product has along the locked vectors. */
  readonly #leaks: Float64Array[] = [];
  #asymmetry = 0;
  #exhausted = false;
  #decomposed: readonly Float64Array[] | undefined;

  /** @throws RangeError where `start` has norm 0, or lies in the span of the locked vectors */
  constructor(product: CheckedProduct, locked: readonly Float64Array[], start: Float64Array) {
    this.#product = product;
    this.#locked = locked;
    const first = unit(start);
    for (let pass = 0; pass < 3; pass++) removeComponents(first, locked);
    this.#basis = [unit(first)];
  }

  get size(): number {
    return this.#diagonal.length;
  }

  /** Whether the space is invariant as far as its products can tell, or the whole of what there is. */
  get exhausted(): boolean {
    return this.#exhausted;
  }

  /** Norm of the error of a product, by what products have along basis vectors where a symmetric matrix has nothing. */
  get asymmetry(): number {
    return this.#asymmetry;
  }

  /** The same, or what the numbers of a product cannot hold. */
  get #noise(): number {
    return Math.max(this.#asymmetry, this.#product.rounding());
  }

  /** One product more. */
  expand(): void {
    const w = this.#product(this.#basis[this.size]);
    // The recurrence has three terms; the pass over all others then finds only rounding, unless little is left.
    const near = removeComponents(w, this.#basis.slice(-2));
    const others = [...this.#locked, ...this.#basis];
    const reached = norm(w);
    const stray = removeComponents(w, others);
    let beta = norm(w);
    let dependent = false;
    if (beta < enough * reached) {
      removeComponents(w, others);
      const left = norm(w);
      dependent = left < enough * beta;
      beta = left;
    }
    const own = this.#locked.length;
    this.#leaks.push(stray.slice(0, own));
    this.#diagonal.push(near.at(-1)! + stray.at(-1)!);
    this.#measureAsymmetry(stray.subarray(own, stray.length - 2), w.length);
    const whole = own + this.size === w.length;
    this.#exhausted = whole || dependent || beta <= this.#noise;
    this.#off.push(whole ? 0 : beta);
    if (this.#exhausted) return;
    scale(w, 1 / beta);
    this.#basis.push(w);
  }

  /** Rounding spreads over all directions alike, so that a few tell its norm. */
  #measureAsymmetry(stray: Float64Array, dimension: number): void {
    if (stray.length === 0) return;
    this.#asymmetry = Math.max(this.#asymmetry, norm(stray) * Math.sqrt(dimension / stray.length));
  }

  /** The `count` largest Ritz values, descending. */
  ritz(count: number): RitzValue[] {
    const k = this.size;
    const { values, vectors } = symmetricTridiagonalEigen(this.#diagonal, this.#off.slice(0, -1), [k - 1]);
    return values
      .map((value, index) => ({ value, residual: this.#off[k - 1] * Math.abs(vectors[index][0]), index }))
      .sort((p, q) => q.value - p.value)
      .slice(0, count);
  }

  /** Unit Ritz vectors, each with ‖Hv − λv‖ of H itself, which may leak into the locked vectors. */
  pairs(chosen: readonly RitzValue[]): RitzPair[] {
    if (chosen.length === 0) return [];
    const vectors = this.#eigenvectors();
    return chosen.map(({ value, residual, index }) => {
      const vector = new Float64Array(this.#basis[0].length);
      const leak = new Float64Array(this.#locked.length);
      addCombination(vector, vectors[index], this.#basis);
      addCombination(leak, vectors[index], this.#leaks);
      return { value, vector: unit(vector), residual: Math.hypot(residual, norm(leak)) };
    });
  }

  /** Those of the tridiagonal matrix, which take time size³: kept until the space grows. */
  #eigenvectors(): readonly Float64Array[] {
    if (this.#decomposed?.length !== this.size)
      this.#decomposed = symmetricTridiagonalEigen(this.#diagonal, this.#off.slice(0, -1)).vectors;
    return this.#decomposed;
  }

  /**
   * ln q(t) of the orthonormal Lanczos polynomial q of degree `size`, for which q(PHP)·start is a unit vector; −∞ unless t
   * is above every Ritz value, and ∞ where the space is all there is. The ratios of neighbouring polynomials are the
   * pivots of tI − T.
   */
  logPolynomial(t: number): number {
    const whole = this.#locked.length + this.size === this.#basis[0].length;
    let [log, ratio, before] = [0, Infinity, 0];
    for (let j = 0; j < this.size; j++) {
      const pivot = t - this.#diagonal[j] - before / ratio;
      if (!(pivot > 0)) return -Infinity;
      ratio = pivot / this.#off[j];
      log += Math.log(pivot / Math.max(this.#off[j], this.#noise));
      before = this.#off[j];
    }
    return whole ? Infinity : log;
  }
}
