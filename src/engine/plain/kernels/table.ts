import { convolutions } from './convolutions.ts';
import { elementwise } from './elementwise.ts';
import type { Kernel, Kernels } from './kernel.ts';
import { moving } from './moving.ts';
import { pooling } from './pooling.ts';
import { matrixProducts } from './products.ts';
import { reductions } from './reductions.ts';

/** Kernels of all ops that numbers go through; those that only name their input anew have none. */
export const kernels: Kernels = {
  ...elementwise,
  ...matrixProducts,
  ...convolutions,
  ...pooling,
  ...reductions,
  ...moving,
};

/** Whether an op may write its result over an input of the same size. */
export const isElementwise = (op: string) => op in elementwise;

/**
 * The kernel of an op.
 * @throws Error where there is none but TensorFlow's
 */
export function kernelOf(op: string): Kernel {
  if (op in kernels) return kernels[op];
  throw new Error(`${op} is computed by native TensorFlow only`);
}
