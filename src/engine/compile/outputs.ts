import * as tf from '@tensorflow/tfjs';
import type { Mapped, Outputs } from './signature.ts';

/** A value of `O` taken apart into its tensors, with the way back. */
export interface Flattened<O extends Outputs> {
  readonly tensors: readonly tf.Tensor[];
  readonly rebuild: <T>(values: readonly T[]) => Mapped<O, T>;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/**
 * Takes what a traced function returned apart.
 * @throws TypeError where it is anything but a tensor, an array or a record of tensors
 */
export function flatten<O extends Outputs>(name: string, outputs: O): Flattened<O> {
  if (outputs instanceof tf.Tensor)
    return { tensors: [outputs], rebuild: <T>([value]: readonly T[]) => value as Mapped<O, T> };
  const tensors = isRecord(outputs) ? Object.values(outputs) : [];
  if (tensors.length === 0 || !tensors.every((value) => value instanceof tf.Tensor)) {
    const promise = outputs instanceof Promise;
    // It fails on its own a moment later, which says less than the error here.
    if (promise) outputs.catch(() => undefined);
    throw new TypeError(
      `${name} must return a tensor, an array or a record of tensors` +
        (promise ? ', not a promise: an asynchronous function cannot be traced' : ''),
    );
  }
  const keys = Object.keys(outputs);
  const rebuild = <T>(values: readonly T[]) =>
    (Array.isArray(outputs)
      ? [...values]
      : Object.fromEntries(keys.map((key, i) => [key, values[i]]))) as Mapped<O, T>;
  return { tensors, rebuild };
}
