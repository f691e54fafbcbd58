import * as tf from '@tensorflow/tfjs';
import type { GraphBackend, LoadedGraph, SessionGraph } from '../compile/graph-backend.ts';
import { evaluator } from './evaluator.ts';
import { PlainMemory } from './memory.ts';
import { asKind, type PlainNumbers } from './numbers.ts';
import { plainTrace } from './trace.ts';

function load({ name, inputs, captured, outputs }: SessionGraph): LoadedGraph {
  const placeholders = [...inputs, ...captured.map(({ placeholder }) => placeholder)];
  let ready: ReturnType<typeof evaluator> | undefined;
  try {
    ready = evaluator(outputs, placeholders);
  } catch (error) {
    throw new Error(`${name}: ${(error as Error).message}`, { cause: error });
  }
  const { nodes } = ready;
  return {
    nodeCount: nodes,
    run(given) {
      if (!ready) throw new Error(`${name} has been disposed of`);
      const memory = [...given, ...captured.map((one) => one.memory)] as PlainMemory[];
      try {
        const results = ready.run(memory.map(({ values }) => values));
        return results.map((values, i) => new PlainMemory(outputs[i].shape, values));
      } catch (error) {
        throw new Error(`${name}: ${(error as Error).message}`, { cause: error });
      }
    },
    dispose() {
      ready = undefined;
    },
  };
}

/** Graphs in TypeScript, in float64 whatever the precision; what is asked for in float32 is rounded at the end. */
export const plainGraphs: GraphBackend = {
  trace: plainTrace,
  load,
  upload: (type, shape, values) => new PlainMemory([...shape], asKind(type, values.slice())),
  memoryOf: (tensor, type) => ({
    memory: new PlainMemory(tensor.shape, asKind(type, tensor.dataSync() as PlainNumbers)),
    owned: false,
  }),
  tensorOf(memory, type) {
    const { shape, values } = memory as PlainMemory;
    const isFloat = values instanceof Float64Array;
    const dtype = isFloat ? 'float32' : (type as 'int32');
    return tf.tensor(isFloat ? Float32Array.from(values) : values, [...shape], dtype);
  },
};
