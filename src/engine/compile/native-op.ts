import type * as tf from '@tensorflow/tfjs';
import { dataTypes } from '../graph/value.ts';
import { nativeBackend } from './native.ts';

/**
 * Ops of TensorFlow that tfjs has no function for, by what computes the same in tfjs: on native TensorFlow one fused op,
 * elsewhere `otherwise`. Each takes tensors of one floating point type `T` and has `outputs` results of that type.
 */
export function nativeOp(
  op: string,
  inputs: readonly tf.Tensor[],
  otherwise: () => tf.Tensor[],
  { outputs = 1, flags = {} }: { outputs?: number; flags?: Readonly<Record<string, boolean>> } = {},
): tf.Tensor[] {
  const backend = nativeBackend();
  if (backend === undefined) return otherwise();
  const { TF_ATTR_TYPE, TF_ATTR_BOOL } = backend.binding;
  const attributes = [
    { name: 'T', type: TF_ATTR_TYPE, value: dataTypes.float32 },
    ...Object.entries(flags).map(([name, value]) => ({ name, type: TF_ATTR_BOOL, value })),
  ];
  return outputs === 1
    ? [backend.executeSingleOutput(op, attributes, [...inputs])]
    : backend.executeMultipleOutputs(op, attributes, [...inputs], outputs);
}
