import { matrixScale } from './binary-scale.ts';
import { requireFinite } from './finite.ts';

/** A symmetric matrix [k, k], row-major. */
export type SymmetricMatrix = Float64Array;

/** Every eigenpair of a matrix. */
interface Spectrum {
  /** Eigenvalues, descending. */
  readonly values: number[];
  /** Unit eigenvectors in the same order. */
  readonly vectors: Float64Array[];
}

/** Rotates rows and columns p and q so that entry (p, q) vanishes, and the eigenvectors along. */
function rotateAway(a: Float64Array, vectors: Float64Array, k: number, p: number, q: number): void {
  const off = a[p * k + q];
  if (off === 0) return;
  const theta = (a[q * k + q] - a[p * k + p]) / (2 * off);
  const t = 1 / (theta + Math.sign(theta || 1) * Math.hypot(theta, 1));
  const cosine = 1 / Math.hypot(t, 1);
  const sine = t * cosine;
  for (let i = 0; i < k; i++) {
    const [x, y] = [a[i * k + p], a[i * k + q]];
    a[i * k + p] = cosine * x - sine * y;
    a[i * k + q] = sine * x + cosine * y;
  }
  for (const rows of [a, vectors])
    for (let j = 0; j < k; j++) {
      const [x, y] = [rows[p * k + j], rows[q * k + j]];
      rows[p * k + j] = cosine * x - sine * y;
      rows[q * k + j] = sine * x + cosine * y;
    }
}

const offDiagonalSize = (a: Float64Array, k: number) =>
  a.reduce((sum, value, i) => (i % (k + 1) === 0 ? sum : sum + value ** 2), 0);

/**
 * Every eigenpair of a small symmetric matrix by cyclic Jacobi rotations (Golub and Van Loan 2013, section 8.5).
 * @throws RangeError where an entry is not finite or the matrix not k by k
 */
export function symmetricEigen(matrix: SymmetricMatrix, k: number): Spectrum {
  if (matrix.length !== k * k)
    throw new RangeError(`a matrix of ${matrix.length} entries is not ${k} by ${k}`);
  requireFinite('entries of a symmetric matrix', matrix);
  const unit = matrixScale(matrix.reduce((most, value) => Math.max(most, Math.abs(value)), 0));
  const a = Float64Array.from(matrix, (value) => value / unit);
  const vectors = Float64Array.from(a, (_, i) => (i % (k + 1) === 0 ? 1 : 0));
  const size = a.reduce((sum, value) => sum + value ** 2, 0);
  for (let sweep = 0; sweep < 50 && offDiagonalSize(a, k) > 1e-30 * size; sweep++)
    for (let p = 0; p < k; p++) for (let q = p + 1; q < k; q++) rotateAway(a, vectors, k, p, q);
  const order = Array.from({ length: k }, (_, i) => i).sort((i, j) => a[j * k + j] - a[i * k + i]);
  return {
    values: order.map((i) => unit * a[i * k + i]),
    vectors: order.map((i) => vectors.slice(i * k, (i + 1) * k)),
  };
}

/**
 * The nearest positive semidefinite matrix in Frobenius norm: negative eigenvalues set to 0.
 * @throws RangeError as `symmetricEigen` does
 */
export function positivePart(matrix: SymmetricMatrix, k: number): SymmetricMatrix {
  const { values, vectors } = symmetricEigen(matrix, k);
  const part = new Float64Array(k * k);
  values.forEach((value, e) => {
    if (value > 0)
      for (let i = 0; i < k; i++)
        for (let j = 0; j < k; j++) part[i * k + j] += value * vectors[e][i] * vectors[e][j];
  });
  return part;
}
