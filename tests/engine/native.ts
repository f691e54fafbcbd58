import { nativeBackend, type NativeBackend } from '../../src/engine/compile/native.ts';
import { loadRuntime, type Runtime } from '../../src/engine/runtime.ts';

/** Native TensorFlow where it can be loaded; tests of graphs are skipped elsewhere. */
export const native: Runtime | undefined = await loadRuntime('native').catch(() => undefined);

/** Tensors and graphs that TensorFlow and tfjs hold at present. */
export function held(): { handles: number; graphs: number; tensors: number } {
  const { binding } = nativeBackend() as NativeBackend;
  return {
    handles: binding.getNumOfTensors(),
    graphs: binding.getNumOfSavedModels(),
    tensors: native!.tf.memory().numTensors,
  };
}
