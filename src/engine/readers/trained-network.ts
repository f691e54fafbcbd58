import type * as tf from '@tensorflow/tfjs';
import type { SampleSpec, Shapes, Tensors } from '../models/model.ts';

/**
 * What the outputs of a network are: numbers or scores before a softmax, what comes after one, or several probabilities of which
 * more than one may be near 1.
 */
export type OutputKind = 'values' | 'probabilities' | 'log-probabilities' | 'separate probabilities';

/** A network as a file has it, with its trained weights. */
export interface TrainedNetwork {
  readonly format: 'onnx' | 'tfjs' | 'multiscale';
  /** Shapes of what can be trained, by the names that the file has for them, in its order. */
  readonly parameters: Shapes;
  /** Their values, row-major. */
  readonly values: Readonly<Record<string, Float64Array>>;
  /** The input of one sample; its axes as in the file, without that of the samples. */
  readonly input: SampleSpec & { readonly name: string };
  /** Outputs of one sample. */
  readonly outputs: number;
  readonly kind: OutputKind;
  /** What a reader of the results must know of the file, one sentence each. */
  readonly notes: readonly string[];
  /** Outputs [n, outputs] of a batch x [n, …]: a pure function of tfjs ops, for any n. */
  forward(parameters: Tensors, x: tf.Tensor): tf.Tensor;
  /**
   * Of probabilities: scores [n, outputs] whose softmax they are, of a single one whose sigmoid it is. Their cross-entropy is the
   * same number, without the logarithm of what is rounded to 0.
   */
  scores?(parameters: Tensors, x: tf.Tensor): tf.Tensor;
}

/** A file that cannot be used: one clear sentence that names it and says what to do. */
export class FileFault extends Error {}
