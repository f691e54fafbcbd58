import type * as tf from '@tensorflow/tfjs';
import type { InputType } from '../compile/signature.ts';

/** Tensors by name. */
export type Tensors = Readonly<Record<string, tf.Tensor>>;

/** Shapes by name. */
export type Shapes = Readonly<Record<string, readonly number[]>>;

/** What one sample has for an input: its shape without the samples' axis, and its type, numbers unless told otherwise. */
export interface SampleSpec {
  readonly shape: readonly number[];
  readonly dtype?: InputType;
}

/** A network with its loss, as plain tfjs code; every derivative is taken of this code. */
export interface Model {
  /** Shapes of the parameters by name; flat vectors have them in this order, row-major. */
  readonly parameters: Shapes;
  /** Inputs and targets of one sample by name. */
  readonly samples: Readonly<Record<string, SampleSpec>>;
  /**
   * Loss of each sample [n] of a batch, whose tensors have the axis [n] in front. A pure function; samples do not see each
   * other, unless all of them are always in one batch.
   */
  examples(parameters: Tensors, batch: Tensors): tf.Tensor;
}
