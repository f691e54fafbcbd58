import type * as tf from '@tensorflow/tfjs';
import type { DataType, Value } from '../graph/value.ts';
import type { Precision, TensorSpec } from './signature.ts';

/** A tensor in the memory of what runs graphs. */
export interface Memory {
  readonly shape: readonly number[];
  /** A second holder of the same numbers, to be freed by itself. */
  shared(): Memory;
  /** The numbers of a float64 tensor, row-major. */
  numbers(): Float64Array;
  free(): void;
}

/** A tensor that the function found in its surroundings: fed to each run, and owned by the graph. */
export interface Captured {
  readonly placeholder: Value;
  readonly memory: Memory;
}

/** A function as a graph. */
export interface Trace {
  /** Placeholders of the inputs. */
  readonly inputs: readonly Value[];
  readonly captured: readonly Captured[];
  readonly outputs: readonly Value[];
}

/** A graph with what goes in and out. */
export interface SessionGraph extends Trace {
  readonly name: string;
}

/** A graph that is ready to run. */
export interface LoadedGraph {
  /** Number of nodes in the graph before anybody optimises it. */
  readonly nodeCount: number;
  /** Runs the graph; the caller frees what comes back. */
  run(inputs: readonly Memory[]): Memory[];
  dispose(): void;
}

/** Numbers as tfjs and the callers of compiled functions have them. */
export type GivenNumbers = Float32Array | Float64Array | Int32Array | Uint8Array;

/** What records graphs and runs them. */
export interface GraphBackend {
  /**
   * Runs a function once on made-up inputs and writes down the ops it consists of.
   * @throws Error where the function cannot be compiled, saying why
   */
  trace(
    name: string,
    fn: (...inputs: tf.Tensor[]) => readonly tf.Tensor[],
    signature: readonly TensorSpec[],
    precision: Precision,
  ): Trace;
  /**
   * Makes a graph ready to run; what it has captured is freed with it.
   * @throws Error where it cannot be run
   */
  load(graph: SessionGraph): LoadedGraph;
  /** Copies numbers. */
  upload(type: DataType, shape: readonly number[], values: GivenNumbers): Memory;
  /** The memory of one of tfjs's tensors as one of a type; what is `owned` is the caller's to free. */
  memoryOf(tensor: tf.Tensor, type: DataType): { readonly memory: Memory; readonly owned: boolean };
  /** A result as one of tfjs's tensors, which takes the memory over. */
  tensorOf(memory: Memory, type: DataType): tf.Tensor;
}
