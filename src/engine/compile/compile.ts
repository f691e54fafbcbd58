import type * as tf from '@tensorflow/tfjs';
import { eagerFunction } from './eager-function.ts';
import type { Feed } from './feeds.ts';
import { graphFunction, type Computed } from './graph-function.ts';
import { nativeBackend } from './native.ts';
import { flatten, type Flattened } from './outputs.ts';
import type { Mapped, Outputs, Precision, TensorSpec } from './signature.ts';
import { trace } from './trace.ts';

/** How a function is compiled. */
export interface CompileOptions<P extends Precision = Precision> {
  /** Numbers inside the graph; float64 needs native TensorFlow. */
  readonly precision?: P;
  /** The function's name in error messages; by default the name it has in the source. */
  readonly name?: string;
  /** Op by op even where there are graphs: to compare with. */
  readonly eager?: boolean;
}

/** What holds memory of TensorFlow until it is disposed of. */
export interface Held {
  /** Nodes in its graph; 0 where it runs op by op. */
  readonly nodes: number;
  dispose(): void;
  [Symbol.dispose](): void;
}

/** A function that runs as one graph. */
interface Compiled<O extends Outputs, P extends Precision> extends Held {
  (...inputs: readonly Feed[]): Mapped<O, Computed<P>>;
}

/**
 * Turns a pure function of tensors into one TensorFlow graph that runs as a single native call. The function runs once,
 * on made-up inputs, while its ops are recorded; whatever else it uses becomes a constant. On a backend without graphs
 * the result does the same op by op.
 * @param signature shape and type of each input
 * @throws Error that names the op where a graph cannot hold it, or where `fn` reads values
 */
export function compile<I extends tf.Tensor[], O extends Outputs, P extends Precision = 'float32'>(
  fn: (...inputs: I) => O,
  signature: { readonly [K in keyof I]: TensorSpec },
  options: CompileOptions<P> = {},
): Compiled<O, P> {
  const { name = fn.name || 'the compiled function' } = options;
  const precision: Precision = options.precision ?? 'float32';
  const specs = [...signature];
  let rebuild: Flattened<O>['rebuild'];
  const listed = (...inputs: tf.Tensor[]) => {
    const outputs = flatten(name, fn(...(inputs as I)));
    rebuild = outputs.rebuild;
    return outputs.tensors;
  };
  const backend = options.eager ? undefined : nativeBackend();
  const { call, nodes, dispose } = backend
    ? graphFunction(backend, { name, ...trace(name, backend, listed, specs, precision) }, specs, precision)
    : eagerFunction(listed, specs, precision, name);
  const run = (...values: readonly Feed[]) => {
    const tensors = call(values) as Computed<P>[];
    return rebuild(tensors);
  };
  return Object.assign(run, { nodes, dispose, [Symbol.dispose]: dispose });
}
