import { dataTypes, type DataType } from '../graph/value.ts';
import type { GivenNumbers, Memory } from './graph-backend.ts';
import type { Handle, NativeBackend } from './native.ts';

/** Runs one op of TensorFlow that only has types for attributes. */
function withType(backend: NativeBackend, op: string, types: Record<string, number>, input: number): Handle {
  const attributes = Object.entries(types).map(([name, value]) => ({
    name,
    type: backend.binding.TF_ATTR_TYPE,
    value,
  }));
  return backend.binding.executeOp(op, attributes, [input], 1)[0];
}

/** A tensor in TensorFlow's memory. */
export class NativeMemory implements Memory {
  readonly #backend: NativeBackend;
  readonly handle: Handle;

  /** Takes over a handle. */
  constructor(backend: NativeBackend, handle: Handle) {
    this.#backend = backend;
    this.handle = handle;
  }

  get shape(): readonly number[] {
    return this.handle.shape;
  }

  get id(): number {
    return this.handle.id;
  }

  shared(): NativeMemory {
    return sharedMemory(this.#backend, this.id, this.handle.dtype);
  }

  numbers(): Float64Array {
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

  free(): void {
    this.#backend.binding.deleteTensor(this.id);
  }
}

/** A tensor of another type with the same numbers. */
export const castMemory = (backend: NativeBackend, input: number, from: DataType, to: DataType) =>
  new NativeMemory(backend, withType(backend, 'Cast', { SrcT: dataTypes[from], DstT: dataTypes[to] }, input));

/** A second handle on the same memory; `type` by its number. */
export const sharedMemory = (backend: NativeBackend, input: number, type: number) =>
  new NativeMemory(backend, withType(backend, 'Identity', { T: type }, input));

/** Copies numbers to TensorFlow. */
export function nativeMemory(
  backend: NativeBackend,
  type: DataType,
  shape: readonly number[],
  values: GivenNumbers,
): NativeMemory {
  const { binding } = backend;
  if (type !== 'float64') {
    const id = binding.createTensor(shape, dataTypes[type], values as Float32Array);
    return new NativeMemory(backend, { id, shape: [...shape], dtype: dataTypes[type] });
  }
  const data = new Float64Array(values);
  // The addon takes no doubles, but TensorFlow can be told to see pairs of 32-bit integers as such.
  const halves = binding.createTensor([...shape, 2], dataTypes.int32, new Int32Array(data.buffer));
  const handle = withType(backend, 'Bitcast', { T: dataTypes.int32, type: dataTypes.float64 }, halves);
  binding.deleteTensor(halves);
  return new NativeMemory(backend, handle);
}
