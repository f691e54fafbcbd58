import * as tf from '@tensorflow/tfjs';

/** A tensor on TensorFlow's side: a handle in the addon's table with its shape and the number of its data type. */
export interface Handle {
  readonly id: number;
  readonly shape: number[];
  readonly dtype: number;
}

/** An attribute of a TensorFlow op as tfjs-node's kernels give it; `type` is one of the binding's `TF_ATTR_…`. */
export interface OpAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/** What tfjs-node's kernels hand to an op: a tensor, or a 64-bit integer in two halves. */
export type OpInput = tf.TensorInfo | { readonly valueArray: Int32Array };

/** The addon's functions that the compiler needs. */
interface Binding {
  createTensor(shape: readonly number[], dtype: number, values: tf.TypedArray): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): Float32Array | Int32Array | Uint8Array;
  executeOp(op: string, attributes: OpAttribute[], inputs: number[], outputs: number): Handle[];
  loadSavedModel(folder: string, tags: string): number;
  deleteSavedModel(model: number): void;
  runSavedModel(model: number, inputs: number[], inputNames: string, outputNames: string): Handle[];
  getNumOfSavedModels(): number;
  getNumOfTensors(): number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_SHAPE: number;
}

/** The part of tfjs-node's backend that the compiler reads, and records by putting itself in between. */
export interface NativeBackend {
  readonly binding: Binding;
  executeSingleOutput(op: string, attributes: OpAttribute[], inputs: OpInput[]): tf.Tensor;
  executeMultipleOutputs(
    op: string,
    attributes: OpAttribute[],
    inputs: OpInput[],
    count: number,
  ): tf.Tensor[];
  getInputTensorIds(tensors: readonly OpInput[]): number[];
  createOutputTensor(handle: Handle): tf.Tensor;
  readSync(dataId: object): Float32Array | Int32Array | Uint8Array;
}

/** tfjs-node's backend where it is the one in use; undefined on wasm. */
export function nativeBackend(): NativeBackend | undefined {
  return tf.getBackend() === 'tensorflow' ? (tf.backend() as unknown as NativeBackend) : undefined;
}
