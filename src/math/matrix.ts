/** out [n, m] ← a [n, k] · b [k, m], all row-major. */
export function multiply(a: Float64Array, b: Float64Array, n: number, k: number, m: number): Float64Array {
  const out = new Float64Array(n * m);
  for (let i = 0; i < n; i++) {
    const row = i * m;
    for (let p = 0; p < k; p++) {
      const factor = a[i * k + p];
      if (factor === 0) continue;
      const other = p * m;
      for (let j = 0; j < m; j++) out[row + j] = out[row + j] + factor * b[other + j];
    }
  }
  return out;
}

/** out [k, m] ← aᵀ · b for a [n, k] and b [n, m]. */
export function multiplyTransposedLeft(
  a: Float64Array,
  b: Float64Array,
  n: number,
  k: number,
  m: number,
): Float64Array {
  const out = new Float64Array(k * m);
  for (let i = 0; i < n; i++) {
    const other = i * m;
    for (let p = 0; p < k; p++) {
      const factor = a[i * k + p];
      if (factor === 0) continue;
      const row = p * m;
      for (let j = 0; j < m; j++) out[row + j] = out[row + j] + factor * b[other + j];
    }
  }
  return out;
}

/** [columns, rows] from a [rows, columns]. */
export function transpose(a: Float64Array, rows: number, columns: number): Float64Array {
  const out = new Float64Array(a.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j * rows + i] = a[i * columns + j];
  return out;
}

/** Sum of each column of a [rows, columns]. */
export function columnSums(a: Float64Array, rows: number, columns: number): Float64Array {
  const out = new Float64Array(columns);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j] = out[j] + a[i * columns + j];
  return out;
}
