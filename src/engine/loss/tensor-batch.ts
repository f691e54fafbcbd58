import * as tf from '@tensorflow/tfjs';
import type { Precision } from '../../math/loss.ts';
import type { Feed } from '../compile/feeds.ts';
import { Float64Tensor } from '../compile/float64-tensor.ts';
import type { AtPoint, Linearized } from '../compile/linearized.ts';
import { sizeOf } from '../graph/value.ts';
import type { Model } from '../models/model.ts';

type Numbers =
  Float32Array | Float64Array | Int8Array | Int16Array | Int32Array | Uint8Array | Uint16Array | Uint32Array;

/** Numbers that are more than memory holds: `subarray` reads them when it is asked for them. */
export interface StoredNumbers {
  readonly length: number;
  subarray(begin: number, end: number): Numbers;
}

/** Numbers of all samples by the names of a model, row-major. */
export type Data = Readonly<Record<string, Numbers | StoredNumbers>>;

type Computed = tf.Tensor | Float64Tensor;

/** A result in either precision, as numbers; its memory is freed. */
export function taken(tensor: Computed): Float64Array {
  const values = tensor instanceof Float64Tensor ? tensor.data() : new Float64Array(tensor.dataSync());
  tensor.dispose();
  return values;
}

/** Flat parameters in the graphs' memory. */
export const uploaded = (values: Float64Array, precision: Precision): Computed =>
  precision === 'float64' ? Float64Tensor.from(values) : tf.tensor1d(new Float32Array(values));

/** Samples `first` to `first + size` in the graphs' memory, with what has been computed of them alone. */
export class TensorBatch {
  readonly size: number;
  readonly first: number;
  readonly #model: Model;
  readonly #data: Data;
  readonly #feeds = new Map<Precision, readonly Computed[]>();
  readonly #prepared = new Map<Linearized, AtPoint>();

  constructor(model: Model, data: Data, first: number, size: number) {
    [this.#model, this.#data, this.first, this.size] = [model, data, first, size];
  }

  /** The samples as graphs of a precision take them. */
  feeds(precision: Precision): readonly Feed[] {
    const known = this.#feeds.get(precision);
    if (known) return known;
    const feeds = Object.entries(this.#model.samples).map(([name, { shape, dtype = 'float32' }]) => {
      const width = sizeOf(shape);
      const values = this.#data[name].subarray(this.first * width, (this.first + this.size) * width);
      const full = [this.size, ...shape];
      if (dtype === 'float32' && precision === 'float64')
        return Float64Tensor.from(Float64Array.from(values), full);
      const own = dtype === 'float32' ? Float32Array : dtype === 'int32' ? Int32Array : Uint8Array;
      return tf.tensor(own.from(values), full, dtype);
    });
    this.#feeds.set(precision, feeds);
    return feeds;
  }

  /** A function of these samples at what varies; of its results the first few, since to read them takes time. */
  call(fn: Linearized, precision: Precision, varying: readonly Feed[], results = Infinity): Float64Array[] {
    let at = this.#prepared.get(fn);
    if (!at) this.#prepared.set(fn, (at = fn.at(this.feeds(precision))));
    const all = at.call(varying);
    for (const tensor of all.slice(results)) tensor.dispose();
    return all.slice(0, results).map(taken);
  }

  dispose(): void {
    for (const at of this.#prepared.values()) at.dispose();
    this.#prepared.clear();
    for (const feeds of this.#feeds.values()) for (const tensor of feeds) tensor.dispose();
    this.#feeds.clear();
  }
}
