import * as tf from '@tensorflow/tfjs';
import { typeInGraph } from './attributes.ts';
import { Float64Tensor } from './float64-tensor.ts';
import type { GraphBackend, Memory } from './graph-backend.ts';
import { described, inputType, type Precision, type TensorSpec } from './signature.ts';

/** What a compiled function takes for an input; typed arrays fill the input's shape in row-major order. */
export type Feed = tf.Tensor | Float64Tensor | tf.TypedArray | Float64Array | number;

/** Hands inputs to a graph; the temporary ones among them last until `release`. */
export class Feeds {
  readonly #backend: GraphBackend;
  readonly #name: string;
  readonly #precision: Precision;
  readonly #temporary: Memory[] = [];

  constructor(backend: GraphBackend, name: string, precision: Precision) {
    this.#backend = backend;
    this.#name = name;
    this.#precision = precision;
  }

  /**
   * The memory of one input.
   * @throws TypeError where shape or type are not those of the signature
   */
  memory(feed: Feed, spec: TensorSpec, index: number): Memory {
    const type = inputType(spec);
    if (typeof feed === 'number' || ArrayBuffer.isView(feed)) return this.#fromNumbers(feed, spec, index);
    const given = feed instanceof Float64Tensor ? 'float64' : feed.dtype;
    const wanted = typeInGraph(type, this.#precision);
    const widened = given === 'float32' && wanted === 'float64';
    if (!tf.util.arraysEqual([...feed.shape], [...spec.shape]) || (given !== wanted && !widened))
      throw new TypeError(
        `input ${index} of ${this.#name} is ${described(wanted, spec.shape)}, not ${described(given, feed.shape)}`,
      );
    if (feed instanceof Float64Tensor) return feed.memory;
    const { memory, owned } = this.#backend.memoryOf(feed, wanted);
    return owned ? this.#keep(memory) : memory;
  }

  release(): void {
    for (const memory of this.#temporary.splice(0)) memory.free();
  }

  #keep(memory: Memory): Memory {
    this.#temporary.push(memory);
    return memory;
  }

  #fromNumbers(feed: tf.TypedArray | Float64Array | number, spec: TensorSpec, index: number): Memory {
    const values = typeof feed === 'number' ? [feed] : feed;
    const size = tf.util.sizeFromShape([...spec.shape]);
    const type = inputType(spec);
    if (values.length !== size)
      throw new TypeError(
        `input ${index} of ${this.#name} is ${described(type, spec.shape)}, ${size} numbers, not ${values.length}`,
      );
    const wanted = typeInGraph(type, this.#precision);
    const kind = { float32: Float32Array, float64: Float64Array, int32: Int32Array, bool: Uint8Array }[
      wanted
    ];
    const numbers = values instanceof Float64Array && wanted === 'float64' ? values : kind.from(values);
    return this.#keep(this.#backend.upload(wanted, spec.shape, numbers));
  }
}
