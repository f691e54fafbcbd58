import * as tf from '@tensorflow/tfjs';
import { nodeAttributes, typeInGraph } from './attributes.ts';
import { exactValues, looksRounded } from './exact.ts';
import { castHandle, Float64Tensor, sharedHandle } from './float64-tensor.ts';
import { rewritten } from './float64-rewrites.ts';
import { attribute, constantAttributes, type ConstantValues, type Node, type Reference } from './graph.ts';
import { dataTypes, type NativeBackend, type OpAttribute, type OpInput } from './native.ts';
import { described, inputType, type InputType, type Precision } from './signature.ts';

/** A tensor that the function found in its surroundings: fed to each run from TensorFlow's own memory, not copied. */
export interface Captured {
  readonly placeholder: string;
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
  readonly nodes: Node[] = [];
  readonly captured: Captured[] = [];
  readonly #backend: NativeBackend;
  readonly #precision: Precision;
  readonly #references = new WeakMap<object, Reference>();
  /** Data of tensors made of JavaScript's numbers while recording. */
  readonly #written = new WeakSet();

  constructor(backend: NativeBackend, precision: Precision) {
    this.#backend = backend;
    this.#precision = precision;
  }

  /** Declares an input; `tensor` stands for it while the function runs. */
  input(name: string, tensor: tf.Tensor): void {
    this.#references.set(tensor.dataId, this.#placeholder(name, inputType(tensor), tensor.shape));
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
    const references = inputs.map((input) => this.#referenceTo(op, input));
    const types = inputs.map((input) =>
      isTensorInfo(input)
        ? typeInGraph(dataTypes[inputType(input as tf.Tensor)], this.#precision)
        : dataTypes.int64,
    );
    const add = (one: string, of: readonly Reference[], how: Node['attributes']) =>
      this.#add(one, of, how, told);
    const name =
      (types[0] === dataTypes.float64 ? rewritten(op, references, add) : undefined) ??
      add(op, references, nodeAttributes(this.#backend, op, attributes, types, this.#precision));
    outputs.forEach(({ dataId }, i) => this.#references.set(dataId, i === 0 ? name : `${name}:${i}`));
  }

  /** Where a tensor that the function returned comes from; in float64, cast to it. */
  output(tensor: tf.Tensor): Reference {
    const reference = this.#referenceTo('the result', tensor);
    if (this.#precision === 'float32' || tensor.dtype === 'float32') return reference;
    return this.#add('Cast', [reference], {
      SrcT: attribute.type(dataTypes[inputType(tensor)]),
      DstT: attribute.type(dataTypes.float64),
    });
  }

  #described(input: OpInput): string {
    if (!isTensorInfo(input)) return 'int64 []';
    const widened = input.dtype === 'float32' && this.#precision === 'float64';
    return described(widened ? 'float64' : input.dtype, input.shape);
  }

  #add(op: string, inputs: readonly Reference[], attributes: Node['attributes'], told = op): string {
    const name = `${op}_${this.nodes.length}`;
    this.nodes.push({ name, op, inputs, attributes, told });
    return name;
  }

  #placeholder(name: string, type: InputType, shape: readonly number[]): Reference {
    const dtype = attribute.type(typeInGraph(dataTypes[type], this.#precision));
    this.nodes.push({
      name,
      op: 'Placeholder',
      inputs: [],
      attributes: { dtype, shape: attribute.shape(shape) },
    });
    return name;
  }

  #referenceTo(op: string, input: OpInput): Reference {
    if (!isTensorInfo(input)) {
      const halves = BigInt64Array.from(new BigInt64Array(input.valueArray.buffer));
      return this.#add('Const', [], constantAttributes('int64', [], halves));
    }
    const known = this.#references.get(input.dataId);
    if (known !== undefined) return known;
    const reference = this.#capture(op, input);
    this.#references.set(input.dataId, reference);
    return reference;
  }

  #capture(op: string, tensor: tf.TensorInfo): Reference {
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
      return this.#filled(type, tensor.shape, values.subarray(0, 1));
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

  #constant(type: InputType, { dataId, shape }: tf.TensorInfo, values: ConstantValues): Reference {
    if (type !== 'float32' || this.#precision === 'float32')
      return this.#add('Const', [], constantAttributes(type, shape, values));
    const doubles = exactValues(dataId) ?? Float64Array.from(values as Float32Array);
    return this.#add('Const', [], constantAttributes('float64', shape, doubles));
  }

  /** The zeros and ones that tfjs's gradients are full of: TensorFlow can leave a multiplication by ones out. */
  #filled(type: InputType, shape: readonly number[], value: ConstantValues): Reference {
    const dimensions = this.#add(
      'Const',
      [],
      constantAttributes('int32', [shape.length], Int32Array.from(shape)),
    );
    const constant = this.#constant(type, { dataId: {}, shape: [], dtype: type }, value.slice());
    return this.#add('Fill', [dimensions, constant], {
      T: attribute.type(typeInGraph(dataTypes[type], this.#precision)),
      index_type: attribute.type(dataTypes.int32),
    });
  }

  #fed(type: InputType, tensor: tf.TensorInfo): Reference {
    const placeholder = `c${this.captured.length}`;
    this.captured.push({ placeholder, id: this.#ownHandle(type, tensor) });
    return this.#placeholder(placeholder, type, tensor.shape);
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
