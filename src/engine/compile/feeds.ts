import * as tf from '@tensorflow/tfjs';
import { castHandle, Float64Tensor } from './float64-tensor.ts';
import { dataTypes } from '../graph/value.ts';
import type { NativeBackend } from './native.ts';
import { described, inputType, type Precision, type TensorSpec } from './signature.ts';

/** What a compiled function takes for an input; typed arrays fill the input's shape in row-major order. */
export type Feed = tf.Tensor | Float64Tensor | tf.TypedArray | Float64Array | number;

/** Hands inputs to a session; the temporary ones among them last until `release`. */
export class Feeds {
  readonly #backend: NativeBackend;
  readonly #name: string;
  readonly #precision: Precision;
  readonly #temporary: number[] = [];

  constructor(backend: NativeBackend, name: string, precision: Precision) {
    this.#backend = backend;
    this.#name = name;
    this.#precision = precision;
  }

  /**
   * The handle of one input.
   * @throws TypeError where shape or type are not those of the signature
   */
  id(feed: Feed, spec: TensorSpec, index: number): number {
    const type = inputType(spec);
    if (typeof feed === 'number' || ArrayBuffer.isView(feed)) return this.#fromNumbers(feed, spec, index);
    const given = feed instanceof Float64Tensor ? 'float64' : feed.dtype;
    const wanted = type === 'float32' ? this.#precision : type;
    const widened = given === 'float32' && wanted === 'float64';
    if (!tf.util.arraysEqual([...feed.shape], [...spec.shape]) || (given !== wanted && !widened))
      throw new TypeError(
        `input ${index} of ${this.#name} is ${described(wanted, spec.shape)}, not ${described(given, feed.shape)}`,
      );
    if (feed instanceof Float64Tensor) return feed.id;
    const [id] = this.#backend.getInputTensorIds([feed]);
    return widened ? this.#keep(castHandle(this.#backend, id, dataTypes.float32, dataTypes.float64).id) : id;
  }

  release(): void {
    for (const id of this.#temporary.splice(0)) this.#backend.binding.deleteTensor(id);
  }

  #keep(id: number): number {
    this.#temporary.push(id);
    return id;
  }

  #fromNumbers(feed: tf.TypedArray | Float64Array | number, spec: TensorSpec, index: number): number {
    const values = typeof feed === 'number' ? [feed] : feed;
    const size = tf.util.sizeFromShape([...spec.shape]);
    const type = inputType(spec);
    if (values.length !== size)
      throw new TypeError(
        `input ${index} of ${this.#name} is ${described(type, spec.shape)}, ${size} numbers, not ${values.length}`,
      );
    if (type === 'float32' && this.#precision === 'float64') {
      const doubles = values instanceof Float64Array ? values : Float64Array.from(values);
      return this.#keep(Float64Tensor.from(doubles, spec.shape).id);
    }
    const copy = { float32: Float32Array, int32: Int32Array, bool: Uint8Array }[type].from(values);
    return this.#keep(this.#backend.binding.createTensor(spec.shape, dataTypes[type], copy));
  }
}
