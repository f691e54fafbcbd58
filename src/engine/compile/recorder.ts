import * as tf from '@tensorflow/tfjs';
import { broadcastTo, cast, constant, placeholder } from '../graph/build.ts';
import { within, type Numbers, type TensorType, type Value } from '../graph/value.ts';
import { typeInGraph } from './attributes.ts';
import { callSite } from './call-site.ts';
import { exactValues, looksRounded } from './exact.ts';
import type { Captured, GivenNumbers, Memory } from './graph-backend.ts';
import { described, inputType, type InputType, type Precision } from './signature.ts';

/** What a recorder needs to know of the backend on which the function runs meanwhile. */
export interface Surroundings {
  /** The numbers of a tensor that was there before, which must not be changed. */
  numbersOf(tensor: tf.TensorInfo): GivenNumbers;
  /** The same tensor in the memory of what runs the graph, as one of a type. */
  kept(tensor: tf.TensorInfo, type: TensorType['type'], exact: Float64Array | undefined): Memory;
  /** A tensor with numbers of no meaning. */
  blank(shape: readonly number[]): tf.Tensor;
}

/** Constants up to this size are written into the graph, where they can be folded. */
const inlineBytes = 4096;

/** Ops whose result has a shape that depends on values, which a graph of fixed shapes cannot hold. */
const dataDependent = /^(Where|Unique|UniqueV2|NonMaxSuppression.*|DynamicPartition|SparseFillEmptyRows)$/;

/** Turns the ops that tfjs runs into nodes of a graph. */
export class Recorder {
  readonly captured: Captured[] = [];
  readonly #surroundings: Surroundings;
  readonly #numberType: Precision;
  /** Whether numbers that tfjs has rounded are an error. */
  readonly #isExact: boolean;
  readonly #values = new WeakMap<object, Value>();
  /** Data of tensors made of JavaScript's numbers while recording. */
  readonly #written = new WeakSet();

  /** @param numberType what numbers are inside the graph; at most as coarse as the precision that is asked for */
  constructor(surroundings: Surroundings, numberType: Precision, precision: Precision) {
    this.#surroundings = surroundings;
    this.#numberType = numberType;
    this.#isExact = precision === 'float64';
  }

  /** Declares an input; `tensor` stands for it while the function runs. */
  input(name: string, tensor: tf.Tensor): Value {
    const value = placeholder(name, this.#typeOf(tensor));
    this.#values.set(tensor.dataId, value);
    return value;
  }

  /** What numbers are in this graph, as a single one. */
  get numberType(): TensorType {
    return { type: this.#numberType, shape: [] };
  }

  /** The value of a tensor. */
  valueOf(tensor: tf.TensorInfo, what = 'a derivative'): Value {
    const known = this.#values.get(tensor.dataId);
    if (known !== undefined) return known;
    const value = this.#capture(what, tensor);
    this.#values.set(tensor.dataId, value);
    return value;
  }

  /** A tensor that stands for a value, with numbers of no meaning. */
  tensorOf(value: Value): tf.Tensor {
    const tensor = this.#surroundings.blank(value.shape);
    this.stands(tensor.dataId, value);
    return tensor;
  }

  /** Lets a tensor's data stand for a value. */
  stands(dataId: object, value: Value): void {
    this.#values.set(dataId, value);
  }

  /** Notes that a tensor was made of numbers while recording. */
  written(dataId: object): void {
    this.#written.add(dataId);
  }

  /**
   * Records one op, of which `make` gives the values.
   * @throws Error where no graph of fixed shapes can hold it
   */
  record<T>(
    op: string,
    told: readonly string[],
    tensors: readonly tf.TensorInfo[],
    make: (refuse: (why: string) => never) => T,
  ): T {
    const whole = `${op}(${told.join(', ')})`;
    const refuse = (why: string): never => {
      throw new Error(`${whole} cannot be compiled: ${why}`);
    };
    if (dataDependent.test(op))
      refuse('the shape of its result depends on values; use tf.where, masks or a fixed shape instead');
    for (const { dtype } of tensors)
      if (dtype === 'string' || dtype === 'complex64')
        refuse(`${dtype} tensors have no place in a graph; keep them outside of the compiled function`);
    return within({ told: whole, line: callSite() }, () => make(refuse));
  }

  /** Where a tensor that the function returned comes from; in float64, cast to it. */
  output(tensor: tf.Tensor): Value {
    const value = this.valueOf(tensor, 'the result');
    return this.#isExact ? cast(value, 'float64') : value;
  }

  /** Shape and type of a tensor in this graph. */
  typeOf(tensor: tf.TensorInfo): TensorType {
    return this.#typeOf(tensor);
  }

  /** A tensor as error messages show it. */
  described({ dtype, shape }: tf.TensorInfo): string {
    return described(dtype === 'float32' && this.#isExact ? 'float64' : dtype, shape);
  }

  #typeOf(tensor: tf.TensorInfo) {
    return { type: typeInGraph(inputType(tensor as tf.Tensor), this.#numberType), shape: [...tensor.shape] };
  }

  #capture(op: string, tensor: tf.TensorInfo): Value {
    if (tensor instanceof tf.Variable)
      throw new Error(
        `${op} uses the variable ${described(tensor.dtype, tensor.shape)}, whose present value the compiled function ` +
          'would keep for ever; pass it as an input',
      );
    const type = inputType(tensor as tf.Tensor);
    const values = this.#surroundings.numbersOf(tensor);
    if (this.#isExact && type === 'float32' && this.#written.has(tensor.dataId))
      this.#refuseRounded(op, tensor, values);
    if (values.byteLength <= inlineBytes) return this.#constant(type, tensor, values);
    if (this.#written.has(tensor.dataId) && values.every((value) => value === values[0]))
      return broadcastTo(
        this.#constant(type, { dataId: {}, shape: [], dtype: type }, values.slice(0, 1)),
        tensor.shape,
      );
    return this.#fed(tensor);
  }

  #refuseRounded(op: string, tensor: tf.TensorInfo, values: ArrayLike<number>): void {
    const rounded = exactValues(tensor.dataId) ? undefined : Array.from(values).find(looksRounded);
    if (rounded !== undefined)
      throw new Error(
        `${op} takes the number ${rounded}, which tfjs has rounded to float32; in float64 write exact(…) for it, ` +
          'or pass it as an input, or make its tensor before compiling if float32 is what it is',
      );
  }

  #constant(type: InputType, { dataId, shape }: tf.TensorInfo, values: Numbers): Value {
    // What the backend has lent must not change under the graph.
    const own = values.slice();
    if (type !== 'float32' || this.#numberType === 'float32') return constant(type, [...shape], own);
    return constant('float64', [...shape], exactValues(dataId) ?? Float64Array.from(own as Float32Array));
  }

  #fed(tensor: tf.TensorInfo): Value {
    const type = this.#typeOf(tensor);
    const fed = placeholder(`c${this.captured.length}`, type);
    const memory = this.#surroundings.kept(tensor, type.type, exactValues(tensor.dataId));
    this.captured.push({ placeholder: fed, memory });
    return fed;
  }
}
