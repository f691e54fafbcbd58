import type * as tf from '@tensorflow/tfjs';
import { simplified } from '../graph/simplify.ts';
import { Feeds, type Feed } from './feeds.ts';
import { Float64Tensor } from './float64-tensor.ts';
import type { Handle, NativeBackend } from './native.ts';
import { Session, type SessionGraph } from './session.ts';
import type { Precision, TensorSpec } from './signature.ts';
import { assertNotTracing } from './trace.ts';

/** What a compiled function returns for each tensor. */
export type Computed<P extends Precision> = P extends 'float64' ? Float64Tensor : tf.Tensor;

/** A list of tensors from a list of inputs, with the memory it holds. */
export interface TensorFunction<P extends Precision> {
  readonly call: (values: readonly Feed[]) => Computed<P>[];
  readonly nodes: number;
  readonly dispose: () => void;
}

/** A result as its caller gets it. */
export function wrapped(backend: NativeBackend, handle: Handle, precision: Precision): Computed<Precision> {
  return precision === 'float64' ? new Float64Tensor(backend, handle) : backend.createOutputTensor(handle);
}

/**
 * A graph as a function of its inputs.
 * @throws Error where TensorFlow refuses the graph
 */
export function graphFunction(
  backend: NativeBackend,
  graph: SessionGraph,
  signature: readonly TensorSpec[],
  precision: Precision,
): TensorFunction<Precision> {
  const { name } = graph;
  const session = new Session(backend, { ...graph, outputs: simplified(graph.outputs) });
  const feeds = new Feeds(backend, name, precision);
  const call = (values: readonly Feed[]) => {
    assertNotTracing(name);
    if (values.length !== signature.length)
      throw new TypeError(`${name} takes ${signature.length} inputs, not ${values.length}`);
    try {
      const handles = session.run(values.map((value, i) => feeds.id(value, signature[i], i)));
      return handles.map((handle) => wrapped(backend, handle, precision));
    } finally {
      feeds.release();
    }
  };
  return { call, nodes: session.nodeCount, dispose: () => session.dispose() };
}
