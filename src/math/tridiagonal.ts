import { matrixScale } from './binary-scale.ts';
import { requireFinite } from './finite.ts';

/** Eigenpairs of a tridiagonal matrix. */
interface SymmetricEigen {
  /** Eigenvalues in no particular order. */
  readonly values: number[];
  /** Unit eigenvectors in the same order, or of each the entries asked for. */
  readonly vectors: Float64Array[];
}

/**
 * Eigenpairs of a symmetric tridiagonal matrix, `diagonal` [n] and `offDiagonal` [n − 1], by implicit QL with Wilkinson's
 * shift (Golub and Van Loan 2013, section 8.3).
 * @param entries which entries of the eigenvectors are wanted: all by default; a few take time n² instead of n³
 * @throws RangeError where a number is not finite, or there are not n − 1 beside the diagonal
 */
export function symmetricTridiagonalEigen(
  diagonal: readonly number[],
  offDiagonal: readonly number[],
  entries: readonly number[] = Array.from(diagonal, (_, i) => i),
): SymmetricEigen {
  const n = diagonal.length;
  if (offDiagonal.length !== Math.max(n - 1, 0))
    throw new RangeError(
      `a tridiagonal matrix of size ${n} with ${offDiagonal.length} entries beside its diagonal`,
    );
  for (const numbers of [diagonal, offDiagonal]) requireFinite('entries of a tridiagonal matrix', numbers);
  const size = [...diagonal, ...offDiagonal].reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  // Between these nothing below under- or overflows.
  const unit = size > 1e-150 && size < 1e150 ? 1 : matrixScale(size);
  const d = diagonal.map((value) => value / unit);
  const e = [...offDiagonal.map((value) => value / unit), 0];
  const vectors = d.map((_, i) => Float64Array.from(entries, (j) => (i === j ? 1 : 0)));

  for (let l = 0; l < n; l++) {
    for (let sweep = 0; ; sweep++) {
      let m = l;
      while (m < n - 1 && Math.abs(e[m]) > Number.EPSILON * (Math.abs(d[m]) + Math.abs(d[m + 1]))) m++;
      if (m === l) break;
      if (sweep === 60) throw new Error(`tridiagonal eigenproblem of size ${n} did not converge`);
      qlSweep(d, e, vectors, l, m);
    }
  }
  return { values: d.map((value) => unit * value), vectors };
}

/** One implicit QL sweep over rows l to m; rotates `vectors` along. */
function qlSweep(d: number[], e: number[], vectors: Float64Array[], l: number, m: number): void {
  const theta = (d[l + 1] - d[l]) / (2 * e[l]);
  let g = d[m] - d[l] + e[l] / (theta + Math.sign(theta || 1) * Math.hypot(theta, 1));
  let [sine, cosine, shift] = [1, 1, 0];
  for (let i = m - 1; i >= l; i--) {
    const f = sine * e[i];
    const b = cosine * e[i];
    const r = Math.hypot(f, g);
    e[i + 1] = r;
    if (r === 0) {
      d[i + 1] -= shift;
      e[m] = 0;
      return;
    }
    sine = f / r;
    cosine = g / r;
    g = d[i + 1] - shift;
    const s = (d[i] - g) * sine + 2 * cosine * b;
    shift = sine * s;
    d[i + 1] = g + shift;
    g = cosine * s - b;
    rotate(vectors[i], vectors[i + 1], cosine, sine);
  }
  d[l] -= shift;
  e[l] = g;
  e[m] = 0;
}

function rotate(a: Float64Array, b: Float64Array, cosine: number, sine: number): void {
  for (let k = 0; k < a.length; k++) {
    const f = b[k];
    b[k] = sine * a[k] + cosine * f;
    a[k] = cosine * a[k] - sine * f;
  }
}
