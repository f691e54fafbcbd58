import * as tf from '@tensorflow/tfjs';
import { broadcastTo, cast, constant, placeholder } from '../graph/build.ts';
import { lowered } from '../graph/lower.ts';
import { dataTypes, node, within, type Numbers, type TensorType, type Value } from '../graph/value.ts';
import { nodeAttributes, typeInGraph } from './attributes.ts';
import { callSite } from './call-site.ts';
import { exactValues, looksRounded } from './exact.ts';
import { castHandle, Float64Tensor, sharedHandle } from './float64-tensor.ts';
import type { NativeBackend, OpAttribute, OpInput } from './native.ts';
import { described, inputType, type InputType, type Precision } from './signature.ts';

/** A tensor that the function found in its surroundings: fed to each run from TensorFlow's own memory, not copied. */
export interface Captured {
  readonly placeholder: Value;
  /** Handle that the graph owns. */
  readonly id: number;
}

/** Constants up to this size are written into the graph, where TensorFlow can fold them. */
const inlineBytes = 4096;

/** Ops whose result has a shape that depends on values, which a graph of fixed shapes cannot hold. */
const dataDependent = /^(Where|Unique|UniqueV2|NonMaxSuppression.*|DynamicPartition|SparseFillEmptyRows)$/;

function isTensorInfo(input: OpInput): input is tf.TensorInfo {
  return 'dataId' in input;
}

/** Turns the ops that tfjs-node runs into nodes of a graph. */
export class Recorder {
  readonly captured: Captured[] = [];
  readonly #backend: NativeBackend;
  readonly #precision: Precision;
  readonly #values = new WeakMap<object, Value>();
  /** Data of tensors made of JavaScript's numbers while recording. */
  readonly #written = new WeakSet();

  constructor(backend: NativeBackend, precision: Precision) {
    this.#backend = backend;
    this.#precision = precision;
  }

  /** Declares an input; `tensor` stands for it while the function runs. */
  input(name: string, tensor: tf.Tensor): Value {
    const value = placeholder(name, this.#typeOf(tensor));
    this.#values.set(tensor.dataId, value);
    return value;
  }

  /** What numbers are in this graph, as a single one. */
  get numberType(): TensorType {
    return { type: this.#precision, shape: [] };
  }

  /** The value of a tensor. */
  valueOf(tensor: tf.Tensor): Value {
    return this.#valueOf('a derivative', tensor);
  }

  /** A tensor that stands for a value, with numbers of no meaning. */
  tensorOf(value: Value): tf.Tensor {
    const tensor = tf.ones([...value.shape]);
    this.#values.set(tensor.dataId, value);
    return tensor;
  }

  /** Notes that a tensor was made of numbers while recording. */
  written(dataId: object): void {
    this.#written.add(dataId);
  }

  /**
   * Records one op.
   * @throws Error where no graph of fixed shapes can hold it
   */
  op(
    op: string,
    attributes: readonly OpAttribute[],
    inputs: readonly OpInput[],
    outputs: readonly tf.Tensor[],
  ) {
    const told = `${op}(${inputs.map((input) => this.#described(input)).join(', ')})`;
    const refuse = (why: string) => {
      throw new Error(`${told} cannot be compiled: ${why}`);
    };
    if (dataDependent.test(op))
      refuse('the shape of its result depends on values; use tf.where, masks or a fixed shape instead');
    for (const { dtype } of [...inputs.filter(isTensorInfo), ...outputs])
      if (dtype === 'string' || dtype === 'complex64')
        refuse(`${dtype} tensors have no place in a graph; keep them outside of the compiled function`);
    const values = inputs.map((input) => this.#valueOf(op, input));
    const types = outputs.map((output) => this.#typeOf(output));
    const attributesThere = nodeAttributes(this.#backend, attributes, this.#precision);
    const results = within({ told, line: callSite() }, () =>
      lowered(node(op, values, attributesThere, types)),
    );
    outputs.forEach(({ dataId }, i) => this.#values.set(dataId, results[i]));
  }

  /** Where a tensor that the function returned comes from; in float64, cast to it. */
  output(tensor: tf.Tensor): Value {
    const value = this.#valueOf('the result', tensor);
    return this.#precision === 'float32' ? value : cast(value, 'float64');
  }

  #typeOf(tensor: tf.TensorInfo) {
    return { type: typeInGraph(inputType(tensor as tf.Tensor), this.#precision), shape: [...tensor.shape] };
  }

  #described(input: OpInput): string {
    if (!isTensorInfo(input)) return 'int64 []';
    const widened = input.dtype === 'float32' && this.#precision === 'float64';
    return described(widened ? 'float64' : input.dtype, input.shape);
  }

  #valueOf(op: string, input: OpInput): Value {
    if (!isTensorInfo(input))
      return constant('int64', [], BigInt64Array.from(new BigInt64Array(input.valueArray.buffer)));
    const known = this.#values.get(input.dataId);
    if (known !== undefined) return known;
    const value = this.#capture(op, input);
    this.#values.set(input.dataId, value);
    return value;
  }

  #capture(op: string, tensor: tf.TensorInfo): Value {
    if (tensor instanceof tf.Variable)
      throw new Error(
        `${op} uses the variable ${described(tensor.dtype, tensor.shape)}, whose present value the compiled function ` +
          'would keep for ever; pass it as an input',
      );
    const type = inputType(tensor as tf.Tensor);
    const values = this.#backend.readSync(tensor.dataId);
    if (this.#precision === 'float64' && type === 'float32' && this.#written.has(tensor.dataId))
      this.#refuseRounded(op, tensor, values);
    if (values.byteLength <= inlineBytes) return this.#constant(type, tensor, values);
    if (this.#written.has(tensor.dataId) && values.every((value) => value === values[0]))
      return broadcastTo(
        this.#constant(type, { dataId: {}, shape: [], dtype: type }, values.slice(0, 1)),
        tensor.shape,
      );
    return this.#fed(type, tensor);
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
    // What TensorFlow has lent must not change under the graph.
    const own = values.slice();
    if (type !== 'float32' || this.#precision === 'float32') return constant(type, [...shape], own);
    return constant('float64', [...shape], exactValues(dataId) ?? Float64Array.from(own as Float32Array));
  }

  #fed(type: InputType, tensor: tf.TensorInfo): Value {
    const fed = placeholder(`c${this.captured.length}`, this.#typeOf(tensor));
    this.captured.push({ placeholder: fed, id: this.#ownHandle(type, tensor) });
    return fed;
  }

  #ownHandle(type: InputType, tensor: tf.TensorInfo): number {
    const [id] = this.#backend.getInputTensorIds([tensor]);
    if (type !== 'float32' || this.#precision === 'float32')
      return sharedHandle(this.#backend, id, dataTypes[type]).id;
    const doubles = exactValues(tensor.dataId);
    if (doubles) return Float64Tensor.from(doubles, tensor.shape).id;
    return castHandle(this.#backend, id, dataTypes.float32, dataTypes.float64).id;
  }
}
