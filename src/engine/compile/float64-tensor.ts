import { sizeOf } from '../graph/value.ts';
import type { Memory } from './graph-backend.ts';
import { graphBackend } from './runner.ts';

/**
 * A float64 tensor in the memory of what runs graphs, a type that tfjs itself does not have: what compiled float64
 * functions return and take, without rounding. `tf.tidy` does not see it; dispose of it.
 */
export class Float64Tensor {
  readonly #memory: Memory;
  #disposed = false;

  /** Takes over the memory of a float64 tensor. */
  constructor(memory: Memory) {
    this.#memory = memory;
  }

  /** Copies numbers. */
  static from(values: Float64Array | number, shape?: readonly number[]): Float64Tensor {
    const data = typeof values === 'number' ? Float64Array.of(values) : values;
    const dimensions = shape ?? (typeof values === 'number' ? [] : [values.length]);
    if (sizeOf(dimensions) !== data.length)
      throw new RangeError(`${data.length} numbers do not fill the shape [${dimensions.join(', ')}]`);
    return new Float64Tensor(graphBackend().upload('float64', dimensions, data));
  }

  get shape(): readonly number[] {
    return this.#memory.shape;
  }

  /** Where the numbers are. */
  get memory(): Memory {
    if (this.#disposed) throw new Error('this float64 tensor has been disposed of');
    return this.#memory;
  }

  /** The numbers, row-major. */
  data(): Float64Array {
    return this.memory.numbers();
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#memory.free();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}
