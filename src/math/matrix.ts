/**
 * out[row + j] += Σ_q factors[q]·b[rows[q]·m + j] for four rows at a time: a quarter of the loads and stores of out.
 * The arguments are spread so that the engine keeps them in registers.
 */
function addFourRows(
  out: Float64Array,
  row: number,
  b: Float64Array,
  first: number,
  m: number,
  f0: number,
  f1: number,
  f2: number,
  f3: number,
): void {
  const [r1, r2, r3] = [first + m, first + 2 * m, first + 3 * m];
  for (let j = 0; j < m; j++)
    out[row + j] += f0 * b[first + j] + f1 * b[r1 + j] + f2 * b[r2 + j] + f3 * b[r3 + j];
}

/** a [n, k] · b [k, m], all row-major. */
export function multiply(a: Float64Array, b: Float64Array, n: number, k: number, m: number): Float64Array {
  const out = new Float64Array(n * m);
  for (let i = 0; i < n; i++) {
    const from = i * k;
    let p = 0;
    for (; p + 4 <= k; p += 4)
      addFourRows(out, i * m, b, p * m, m, a[from + p], a[from + p + 1], a[from + p + 2], a[from + p + 3]);
    for (; p < k; p++) for (let j = 0; j < m; j++) out[i * m + j] += a[from + p] * b[p * m + j];
  }
  return out;
}

/** aᵀ · b [k, m] for a [n, k] and b [n, m]. */
export function multiplyTransposedLeft(
  a: Float64Array,
  b: Float64Array,
  n: number,
  k: number,
  m: number,
): Float64Array {
  const out = new Float64Array(k * m);
  let i = 0;
  for (; i + 4 <= n; i += 4)
    for (let p = i * k; p < (i + 1) * k; p++)
      addFourRows(out, (p - i * k) * m, b, i * m, m, a[p], a[p + k], a[p + 2 * k], a[p + 3 * k]);
  for (; i < n; i++)
    for (let p = 0; p < k; p++) for (let j = 0; j < m; j++) out[p * m + j] += a[i * k + p] * b[i * m + j];
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
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j] += a[i * columns + j];
  return out;
}
