import { encoded, placeholderName, type Encoded } from '../graph/encode.ts';
import type { LoadedGraph, Memory, SessionGraph } from './graph-backend.ts';
import { NativeMemory } from './native-memory.ts';
import type { NativeBackend } from './native.ts';
import { withFastKernels } from './one-dnn.ts';
import { loadGraph } from './saved-model.ts';

/** A graph in a TensorFlow session of its own. */
export class Session implements LoadedGraph {
  readonly #backend: NativeBackend;
  readonly #name: string;
  readonly #names: Encoded['names'];
  readonly #model: number;
  readonly #inputs: string;
  readonly #outputs: string;
  readonly #captured: readonly Memory[];
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
    this.#captured = captured.map(({ memory }) => memory);
    try {
      this.#model = loadGraph(backend, savedModel);
    } catch (error) {
      this.#freeCaptured();
      throw this.#explained(error);
    }
  }

  get nodeCount(): number {
    return this.#names.size;
  }

  run(inputs: readonly Memory[]): NativeMemory[] {
    if (this.#disposed) throw new Error(`${this.#name} has been disposed of`);
    try {
      const ids = [...inputs, ...this.#captured].map((memory) => (memory as NativeMemory).id);
      const handles = this.#backend.binding.runSavedModel(this.#model, ids, this.#inputs, this.#outputs);
      return handles.map((handle) => new NativeMemory(this.#backend, handle));
    } catch (error) {
      throw this.#explained(error);
    }
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#backend.binding.deleteSavedModel(this.#model);
    this.#freeCaptured();
  }

  #freeCaptured(): void {
    for (const memory of this.#captured) memory.free();
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
