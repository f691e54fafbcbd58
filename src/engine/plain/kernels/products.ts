import { broadcastShape } from '../../graph/build.ts';
import { sizeOf } from '../../graph/value.ts';
import { plainProducts, type MatrixProducts } from '../../../math/products/products.ts';
import { simdProducts } from '../../../math/products/simd-products.ts';
import { stridesOf, type Kernel, type Kernels } from './kernel.ts';

/** Rows of one call, so that what it copies stays in the cache. */
const rowsPerCall = 512;
/** Products of fewer multiplications than this are not worth a call. */
const few = 512;

let known: MatrixProducts | undefined;

/** By WebAssembly, or where it may not be compiled in plain TypeScript. */
function products(): MatrixProducts {
  if (known) return known;
  try {
    known = simdProducts();
  } catch {
    known = plainProducts;
  }
  return known;
}

function addTo(y: Float64Array, part: Float64Array): void {
  for (let i = 0; i < y.length; i++) y[i] += part[i];
}

/** y [n, m] = a [n, k] · b [k, m]. */
export function multiply(
  y: Float64Array,
  a: Float64Array,
  b: Float64Array,
  [n, k, m]: readonly [number, number, number],
): void {
  if (n * k * m < few) {
    y.fill(0);
    for (let i = 0; i < n; i++)
      for (let p = 0; p < k; p++) {
        const factor = a[i * k + p];
        for (let j = 0; j < m; j++) y[i * m + j] += factor * b[p * m + j];
      }
    return;
  }
  for (let i = 0; i < n; i += rowsPerCall) {
    const rows = Math.min(rowsPerCall, n - i);
    y.set(products().multiply(a.subarray(i * k, (i + rows) * k), b, rows, k, m), i * m);
  }
}

/** y [k, m] += aᵀ · b for a [n, k] and b [n, m]: the sum over n goes piece by piece. */
export function addTransposed(
  y: Float64Array,
  a: Float64Array,
  b: Float64Array,
  [n, k, m]: readonly [number, number, number],
): void {
  for (let i = 0; i < n; i += rowsPerCall) {
    const rows = Math.min(rowsPerCall, n - i);
    const [p, q] = [a.subarray(i * k, (i + rows) * k), b.subarray(i * m, (i + rows) * m)];
    addTo(y, products().multiplyTransposedLeft(p, q, rows, k, m));
  }
}

/** aᵀ [columns, rows] of a [rows, columns]. */
export function transposed(a: Float64Array, rows: number, columns: number): Float64Array {
  const turned = new Float64Array(a.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) turned[j * rows + i] = a[i * columns + j];
  return turned;
}

/** The product of two matrices, each as it is or transposed; [rows, columns] as they stand in memory. */
function product(
  y: Float64Array,
  a: Float64Array,
  [aRows, aColumns]: readonly number[],
  left: boolean,
  b: Float64Array,
  [bRows, bColumns]: readonly number[],
  right: boolean,
): void {
  const factor = right ? transposed(b, bRows, bColumns) : b;
  const m = right ? bRows : bColumns;
  if (!left) {
    multiply(y, a, factor, [aRows, aColumns, m]);
    return;
  }
  if (aRows * aColumns * m < few) {
    multiply(y, transposed(a, aRows, aColumns), factor, [aColumns, aRows, m]);
    return;
  }
  y.fill(0);
  addTransposed(y, a, factor, [aRows, aColumns, m]);
}

/** Where each matrix of a batch starts in an operand whose batch broadcasts. */
function batchStarts(shape: readonly number[], batch: readonly number[]): number[] {
  const own = shape.slice(0, -2);
  const lead = batch.length - own.length;
  const strides = stridesOf(own).map((stride) => stride * sizeOf(shape.slice(-2)));
  return Array.from({ length: sizeOf(batch) }, (_, index) => {
    let [rest, start] = [index, 0];
    for (let axis = batch.length - 1; axis >= 0; axis--) {
      const at = rest % batch[axis];
      rest = Math.floor(rest / batch[axis]);
      if (axis >= lead && own[axis - lead] !== 1) start += at * strides[axis - lead];
    }
    return start;
  });
}

const matrices =
  (left: string, right: string): Kernel =>
  ({ inputs: [a, b], attributes }) => {
    const [turnLeft, turnRight] = [attributes[left].value === true, attributes[right].value === true];
    const batch = broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
    const [startsA, startsB] = [batchStarts(a.shape, batch), batchStarts(b.shape, batch)];
    const [sidesA, sidesB] = [a.shape.slice(-2), b.shape.slice(-2)];
    const [sizeA, sizeB] = [sizeOf(sidesA), sizeOf(sidesB)];
    return ([p, q], [y]) => {
      const size = y.length / startsA.length;
      startsA.forEach((start, i) =>
        product(
          y.subarray(i * size, (i + 1) * size) as Float64Array,
          p.subarray(start, start + sizeA) as Float64Array,
          sidesA,
          turnLeft,
          q.subarray(startsB[i], startsB[i] + sizeB) as Float64Array,
          sidesB,
          turnRight,
        ),
      );
    };
  };

/** Matrix products. */
export const matrixProducts: Kernels = {
  MatMul: matrices('transpose_a', 'transpose_b'),
  BatchMatMulV2: matrices('adj_x', 'adj_y'),
};
