import { encoded, placeholderName, type Encoded } from '../graph/encode.ts';
import type { Value } from '../graph/value.ts';
import type { Handle, NativeBackend } from './native.ts';
import type { Captured } from './recorder.ts';
import { withFastKernels } from './one-dnn.ts';
import { loadGraph } from './saved-model.ts';

/** A graph with what goes in and out. */
export interface SessionGraph {
  readonly name: string;
  /** Placeholders to be fed at each run, in order. */
  readonly inputs: readonly Value[];
  /** Placeholders fed from memory that the session owns from now on. */
  readonly captured: readonly Captured[];
  readonly outputs: readonly Value[];
}

/** A graph in a TensorFlow session of its own. */
export class Session {
  readonly #backend: NativeBackend;
  readonly #name: string;
  readonly #names: Encoded['names'];
  readonly #model: number;
  readonly #inputs: string;
  readonly #outputs: string;
  readonly #capturedIds: readonly number[];
  #disposed = false;

  /** @throws Error where TensorFlow refuses the graph */
  constructor(backend: NativeBackend, { name, inputs, captured, outputs }: SessionGraph) {
    const placeholders = [...inputs, ...captured.map(({ placeholder }) => placeholder)];
    const { savedModel, names } = encoded(withFastKernels(backend, outputs), placeholders);
    this.#backend = backend;
    this.#name = name;
    this.#names = names;
    this.#inputs = placeholders.map(placeholderName).join(',');
    this.#outputs = outputs.map((_, i) => `o${i}`).join(',');
    this.#capturedIds = captured.map(({ id }) => id);
    try {
      this.#model = loadGraph(backend, savedModel);
    } catch (error) {
      this.#deleteCaptured();
      throw this.#explained(error);
    }
  }

  /** Number of nodes in the graph before TensorFlow optimises it. */
  get nodeCount(): number {
    return this.#names.size;
  }

  /** Runs the graph on these handles; the caller deletes the handles that come back. */
  run(inputs: readonly number[]): Handle[] {
    if (this.#disposed) throw new Error(`${this.#name} has been disposed of`);
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
    const { op, origin } = (node === undefined ? undefined : this.#names.get(node)) ?? { op: 'an op' };
    const told = origin?.told ?? op;
    const line = origin?.line();
    const unknown = /No OpKernel was registered|not in the list of allowed values/;
    const remedy = unknown.test(message)
      ? `TensorFlow has no ${told} of this precision; compile in the other one, or write it with other ops`
      : `TensorFlow cannot run ${told}`;
    const where = line === undefined ? '' : `, at ${line}`;
    return new Error(`${this.#name}: ${remedy}${where}`, { cause: error });
  }
}
