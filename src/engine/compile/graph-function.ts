import type * as tf from '@tensorflow/tfjs';
import type { TensorType } from '../graph/value.ts';
import { simplified } from '../graph/simplify.ts';
import { Feeds, type Feed } from './feeds.ts';
import { Float64Tensor } from './float64-tensor.ts';
import type { GraphBackend, Memory, SessionGraph } from './graph-backend.ts';
import type { Precision, TensorSpec } from './signature.ts';
import { assertNotTracing } from './tracing.ts';

/** What a compiled function returns for each tensor. */
export type Computed<P extends Precision> = P extends 'float64' ? Float64Tensor : tf.Tensor;

/** A list of tensors from a list of inputs, with the memory it holds. */
export interface TensorFunction<P extends Precision> {
  readonly call: (values: readonly Feed[]) => Computed<P>[];
  readonly nodes: number;
  readonly dispose: () => void;
}

/** A result as its caller gets it. */
export function wrapped(
  backend: GraphBackend,
  memory: Memory,
  { type }: TensorType,
  precision: Precision,
): Computed<Precision> {
  return precision === 'float64' ? new Float64Tensor(memory) : backend.tensorOf(memory, type);
}

/**
 * A graph as a function of its inputs.
 * @throws Error where the graph cannot be run
 */
export function graphFunction(
  backend: GraphBackend,
  graph: SessionGraph,
  signature: readonly TensorSpec[],
  precision: Precision,
): TensorFunction<Precision> {
  const { name } = graph;
  const loaded = backend.load({ ...graph, outputs: simplified(graph.outputs) });
  const feeds = new Feeds(backend, name, precision);
  const call = (values: readonly Feed[]) => {
    assertNotTracing(name);
    if (values.length !== signature.length)
      throw new TypeError(`${name} takes ${signature.length} inputs, not ${values.length}`);
    try {
      const results = loaded.run(values.map((value, i) => feeds.memory(value, signature[i], i)));
      return results.map((memory, i) => wrapped(backend, memory, graph.outputs[i], precision));
    } finally {
      feeds.release();
    }
  };
  return { call, nodes: loaded.nodeCount, dispose: () => loaded.dispose() };
}
