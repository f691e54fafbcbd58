import { dataTypes } from '../graph/value.ts';
import type { GraphBackend } from './graph-backend.ts';
import { castMemory, NativeMemory, nativeMemory } from './native-memory.ts';
import { nativeTrace } from './native-trace.ts';
import type { NativeBackend } from './native.ts';
import { Session } from './session.ts';

/** Graphs on native TensorFlow: each runs as a single native call, in float32 or float64. */
export const nativeGraphs = (backend: NativeBackend): GraphBackend => ({
  trace: (...traced) => nativeTrace(backend, ...traced),
  load: (graph) => new Session(backend, graph),
  upload: (type, shape, values) => nativeMemory(backend, type, shape, values),
  memoryOf(tensor, type) {
    const [id] = backend.getInputTensorIds([tensor]);
    if (tensor.dtype === 'float32' && type === 'float64')
      return { memory: castMemory(backend, id, 'float32', 'float64'), owned: true };
    const handle = { id, shape: tensor.shape, dtype: dataTypes[type] };
    return { memory: new NativeMemory(backend, handle), owned: false };
  },
  tensorOf: (memory) => backend.createOutputTensor((memory as NativeMemory).handle),
});
