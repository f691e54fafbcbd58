import { constant, matMul, other } from '../graph/build.ts';
import { encoded } from '../graph/encode.ts';
import { canUseOneDnn, withOneDnn } from '../graph/kernels.ts';
import { attribute, reachable, sizeOf, type Value } from '../graph/value.ts';
import type { NativeBackend } from './native.ts';
import { loadGraph } from './saved-model.ts';

/** Whether this TensorFlow has oneDNN's kernels; those for arm64 have not. */
let known: boolean | undefined;

/** Runs one of each kind. */
function tried(backend: NativeBackend): boolean {
  const { binding } = backend;
  const ones = (shape: readonly number[]) =>
    constant('float32', shape, new Float32Array(sizeOf(shape)).fill(1));
  const attributes = {
    T: attribute.type('float32'),
    strides: attribute.integers([1, 1, 1, 1]),
    dilations: attribute.integers([1, 1, 1, 1]),
    padding: attribute.string('VALID'),
  };
  const convolution = other('Conv2D', [ones([1, 2, 2, 1]), ones([2, 2, 1, 1])], attributes, [1, 1, 1, 1]);
  const product = matMul(ones([1, 2, 2]), ones([1, 2, 2]));
  try {
    const model = loadGraph(backend, encoded(withOneDnn([convolution, product]), []).savedModel);
    try {
      for (const { id } of binding.runSavedModel(model, [], '', 'o0,o1')) binding.deleteTensor(id);
      return true;
    } finally {
      binding.deleteSavedModel(model);
    }
  } catch {
    return false;
  }
}

/** The values by the fastest kernels that this TensorFlow has. */
export function withFastKernels(backend: NativeBackend, values: readonly Value[]): readonly Value[] {
  if (!reachable(values).some(canUseOneDnn)) return values;
  known ??= tried(backend);
  return known ? withOneDnn(values) : values;
}
