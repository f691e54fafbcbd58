import type { Node } from '../../graph/value.ts';
import type { PlainNumbers } from '../numbers.ts';

/** One node on numbers: writes every number of the outputs. */
export type Run = (inputs: readonly PlainNumbers[], outputs: readonly PlainNumbers[]) => void;

/** What makes a node of known shapes ready to run. */
export type Kernel = (one: Node) => Run;

/** Kernels by op. */
export type Kernels = Readonly<Record<string, Kernel>>;

/** Row-major strides of a shape. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides = shape.map(() => 1);
  for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1] * shape[axis + 1];
  return strides;
}
