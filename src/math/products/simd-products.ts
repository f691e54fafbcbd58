import { multiplyBinary } from './multiply.ts';
import type { MatrixProducts } from './products.ts';

type Multiply = (...addresses: [a: number, b: number, c: number, ...sizes: number[]]) => void;

const pageBytes = 65536;
const block = 4;
const padded = (size: number) => Math.ceil(size / block) * block;

/** Numbers in the memory of the kernel, one region after the other. */
class KernelMemory {
  readonly memory = new WebAssembly.Memory({ initial: 1 });
  #numbers = new Float64Array(this.memory.buffer);

  /** Room for regions of these sizes, with the offset of each. */
  reserve(...sizes: readonly number[]): { numbers: Float64Array; offsets: number[] } {
    const offsets = sizes.map((_, i) => sizes.slice(0, i).reduce((sum, size) => sum + size, 0));
    const missing = offsets.at(-1)! + sizes.at(-1)! - this.#numbers.length;
    if (missing > 0) {
      this.memory.grow(Math.ceil((missing * Float64Array.BYTES_PER_ELEMENT) / pageBytes));
      this.#numbers = new Float64Array(this.memory.buffer);
    }
    return { numbers: this.#numbers, offsets };
  }
}

/** Writes a [rows, columns] with zeros up to the padded sizes. */
function writeRows(numbers: Float64Array, to: number, a: Float64Array, rows: number, columns: number): void {
  const width = padded(columns);
  for (let i = 0; i < rows; i++) {
    const start = to + i * width;
    numbers.set(a.subarray(i * columns, (i + 1) * columns), start);
    numbers.fill(0, start + columns, start + width);
  }
  numbers.fill(0, to + rows * width, to + padded(rows) * width);
}

/** Writes b [k, m] in panels of four columns, the last one filled up with zeros. */
function writePanels(numbers: Float64Array, to: number, b: Float64Array, k: number, m: number): void {
  for (let j = 0; j < padded(m); j += block) {
    const panel = to + j * k;
    for (let p = 0; p < k; p++)
      for (let q = 0; q < block; q++) numbers[panel + p * block + q] = j + q < m ? b[p * m + j + q] : 0;
  }
}

function readRows(numbers: Float64Array, from: number, rows: number, columns: number): Float64Array {
  const width = padded(columns);
  if (width === columns) return numbers.slice(from, from + rows * columns);
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++)
    out.set(numbers.subarray(from + i * width, from + i * width + columns), i * columns);
  return out;
}

/**
 * The products by a WebAssembly kernel with two numbers to a register: some eight times as fast as plain TypeScript. The
 * same bits on every machine, which differ from the plain ones by rounding.
 * @throws Error where WebAssembly may not be compiled, as under a page's content-security policy
 */
export function simdProducts(): MatrixProducts {
  const kernel = new KernelMemory();
  const module = new WebAssembly.Module(multiplyBinary);
  const { exports } = new WebAssembly.Instance(module, { engine: { memory: kernel.memory } });
  const multiply = exports['multiply'] as Multiply;
  const bytes = Float64Array.BYTES_PER_ELEMENT;
  /** a [rows, columns], or its transpose, times b [inner, m]. */
  const product = (
    a: Float64Array,
    [rows, columns]: readonly [rows: number, columns: number],
    b: Float64Array,
    m: number,
    transposed: boolean,
  ): Float64Array => {
    const [n, inner] = transposed ? [columns, rows] : [rows, columns];
    // The kernel would go on with what an earlier product left in its memory.
    if (a.length !== rows * columns || b.length !== inner * m)
      throw new RangeError(
        `a product of [${n}, ${inner}] and [${inner}, ${m}] takes ${n * inner} and ${inner * m} numbers, not ${a.length} and ${b.length}`,
      );
    if ([n, inner, m].includes(0)) return new Float64Array(n * m);
    const width = padded(columns);
    const { numbers, offsets } = kernel.reserve(
      padded(rows) * width,
      inner * padded(m),
      padded(n) * padded(m),
    );
    writeRows(numbers, offsets[0], a, rows, columns);
    writePanels(numbers, offsets[1], b, inner, m);
    const [pa, pb, pc] = offsets.map((offset) => offset * bytes);
    const [along, across] = [bytes, width * bytes];
    const steps = transposed ? [along, across] : [across, along];
    multiply(pa, pb, pc, padded(n), inner, padded(m), ...steps);
    return readRows(numbers, offsets[2], n, m);
  };
  return {
    multiply: (a, b, n, k, m) => product(a, [n, k], b, m, false),
    multiplyTransposedLeft: (a, b, n, k, m) => product(a, [n, k], b, m, true),
  };
}
