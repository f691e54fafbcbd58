import type * as tf from '@tensorflow/tfjs';
import { eagerFunction } from './eager-function.ts';
import type { Feed } from './feeds.ts';
import { graphFunction, type Computed } from './graph-function.ts';
import { flatten, type Flattened } from './outputs.ts';
import { graphBackend } from './runner.ts';
import type { Mapped, Outputs, Precision, TensorSpec } from './signature.ts';

/** How a function is compiled. */
export interface CompileOptions<P extends Precision = Precision> {
  /** Numbers that go in and come out; inside they are so too on native TensorFlow, and float64 elsewhere. */
  readonly precision?: P;
  /** The function's name in error messages; by default the name it has in the source. */
  readonly name?: string;
  /** Op by op even where there are graphs: to compare with. */
  readonly eager?: boolean;
}

/** What holds memory until it is disposed of. */
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
 * Turns a pure function of tensors into one graph that runs as a single call, of native TensorFlow where tfjs has it as its
 * backend, and otherwise of kernels in TypeScript. The function runs once, on made-up inputs, while its ops are recorded;
 * whatever else it uses becomes a constant.
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
  const { call, nodes, dispose } = options.eager ? eagerFunction(listed, specs, precision, name) : inGraph();
  function inGraph() {
    const backend = graphBackend();
    return graphFunction(
      backend,
      { name, ...backend.trace(name, listed, specs, precision) },
      specs,
      precision,
    );
  }
  const run = (...values: readonly Feed[]) => {
    const tensors = call(values) as Computed<P>[];
    return rebuild(tensors);
  };
  return Object.assign(run, { nodes, dispose, [Symbol.dispose]: dispose });
}
