import * as tf from '@tensorflow/tfjs';
import { dataTypes } from '../graph/value.ts';
import { nativeBackend, type Handle, type NativeBackend } from './native.ts';

function withType(backend: NativeBackend, op: string, types: Record<string, number>, input: number): Handle {
  const attributes = Object.entries(types).map(([name, value]) => ({
    name,
    type: backend.binding.TF_ATTR_TYPE,
    value,
  }));
  return backend.binding.executeOp(op, attributes, [input], 1)[0];
}

/** A tensor of another type with the same numbers. The caller deletes the handle. */
export function castHandle(backend: NativeBackend, input: number, from: number, to: number): Handle {
  return withType(backend, 'Cast', { SrcT: from, DstT: to }, input);
}

/** A second handle on the same memory. The caller deletes it. */
export function sharedHandle(backend: NativeBackend, input: number, type: number): Handle {
  return withType(backend, 'Identity', { T: type }, input);
}

/**
 * A float64 tensor in TensorFlow's memory, a type that tfjs itself does not have: what compiled float64 functions
 * return and take, without rounding. `tf.tidy` does not see it; dispose of it.
 */
export class Float64Tensor {
  readonly #backend: NativeBackend;
  readonly #handle: Handle;
  #disposed = false;

  /** Takes over a handle of a float64 tensor. */
  constructor(backend: NativeBackend, handle: Handle) {
    this.#backend = backend;
    this.#handle = handle;
  }

  /**
   * Copies numbers to TensorFlow.
   * @throws Error on another backend than native TensorFlow
   */
  static from(values: Float64Array | number, shape?: readonly number[]): Float64Tensor {
    const backend = nativeBackend();
    if (backend === undefined) throw new Error(`float64 needs native TensorFlow, not ${tf.getBackend()}`);
    const data = typeof values === 'number' ? Float64Array.of(values) : new Float64Array(values);
    const dimensions = shape ?? (typeof values === 'number' ? [] : [values.length]);
    if (tf.util.sizeFromShape([...dimensions]) !== data.length)
      throw new RangeError(`${data.length} numbers do not fill the shape [${dimensions.join(', ')}]`);
    // The addon takes no doubles, but TensorFlow can be told to see pairs of 32-bit integers as such.
    const halves = backend.binding.createTensor(
      [...dimensions, 2],
      dataTypes.int32,
      new Int32Array(data.buffer),
    );
    const handle = withType(backend, 'Bitcast', { T: dataTypes.int32, type: dataTypes.float64 }, halves);
    backend.binding.deleteTensor(halves);
    return new Float64Tensor(backend, handle);
  }

  get shape(): readonly number[] {
    return this.#handle.shape;
  }

  /** TensorFlow's handle, for calls of the addon. */
  get id(): number {
    if (this.#disposed) throw new Error('this float64 tensor has been disposed of');
    return this.#handle.id;
  }

  /** The numbers, row-major. */
  data(): Float64Array {
    const { binding } = this.#backend;
    const halves = withType(
      this.#backend,
      'Bitcast',
      { T: dataTypes.float64, type: dataTypes.int32 },
      this.id,
    );
    const { buffer, byteOffset, length } = binding.tensorDataSync(halves.id);
    binding.deleteTensor(halves.id);
    return new Float64Array(buffer, byteOffset, length / 2);
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#backend.binding.deleteTensor(this.#handle.id);
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}
