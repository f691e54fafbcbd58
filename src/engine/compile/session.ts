import { attribute, type Node } from './graph.ts';
import type { Handle, NativeBackend } from './native.ts';
import type { Captured } from './recorder.ts';
import { loadGraph } from './saved-model.ts';
import type { Output } from './trace.ts';

/** A graph with what goes in and out. */
export interface SessionGraph {
  readonly name: string;
  readonly nodes: readonly Node[];
  /** Placeholders to be fed at each run, in order. */
  readonly inputs: readonly string[];
  /** Placeholders fed from memory that the session owns from now on. */
  readonly captured: readonly Captured[];
  readonly outputs: readonly Output[];
}

/** A graph in a TensorFlow session of its own. */
export class Session {
  readonly #backend: NativeBackend;
  readonly #graph: Pick<SessionGraph, 'name' | 'nodes' | 'captured'>;
  readonly #model: number;
  readonly #inputs: string;
  readonly #outputs: string;
  readonly #capturedIds: readonly number[];
  #disposed = false;

  /** @throws Error where TensorFlow refuses the graph */
  constructor(backend: NativeBackend, { name, nodes, inputs, captured, outputs }: SessionGraph) {
    // Fetched nodes are never optimised away, and short names make short calls.
    const fetched = outputs.map(({ reference, type }, i): Node => {
      return { name: `o${i}`, op: 'Identity', inputs: [reference], attributes: { T: attribute.type(type) } };
    });
    this.#backend = backend;
    this.#graph = { name, nodes, captured };
    this.#inputs = [...inputs, ...captured.map(({ placeholder }) => placeholder)].join(',');
    this.#outputs = fetched.map((node) => node.name).join(',');
    this.#capturedIds = captured.map(({ id }) => id);
    try {
      this.#model = loadGraph(backend, [...nodes, ...fetched]);
    } catch (error) {
      this.#deleteCaptured();
      throw this.#explained(error);
    }
  }

  /** Number of nodes in the graph before TensorFlow optimises it. */
  get nodeCount(): number {
    return this.#graph.nodes.length;
  }

  /** Runs the graph on these handles; the caller deletes the handles that come back. */
  run(inputs: readonly number[]): Handle[] {
    if (this.#disposed) throw new Error(`${this.#graph.name} has been disposed of`);
    try {
      const ids = [...inputs, ...this.#capturedIds];
      return this.#backend.binding.runSavedModel(this.#model, ids, this.#inputs, this.#outputs);
    } catch (error) {
      throw this.#explained(error);
    }
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#backend.binding.deleteSavedModel(this.#model);
    this.#deleteCaptured();
  }

  #deleteCaptured(): void {
    for (const id of this.#capturedIds) this.#backend.binding.deleteTensor(id);
  }

  /** TensorFlow names a node in double braces; the reader knows its op and its inputs' shapes. */
  #explained(error: unknown): Error {
    const message = (error as Error).message;
    const [, node] = /\{\{(?:node )?([^}]+)\}\}/.exec(message) ?? [];
    const told = this.#graph.nodes.find(({ name }) => name === node)?.told ?? 'an op';
    const unknown = /No OpKernel was registered|not in the list of allowed values/;
    const remedy = unknown.test(message)
      ? `TensorFlow has no ${told} of this precision; compile in the other one, or write it with other ops`
      : `TensorFlow cannot run ${told}`;
    return new Error(`${this.#graph.name}: ${remedy}`, { cause: error });
  }
}
