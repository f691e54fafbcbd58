import type { TensorMap } from './safetensors.ts';

/** The exact samples an experiment used, as published under `data/datasets/<id>.safetensors`. */
export interface Dataset {
  readonly id: string;
  /** Where the samples come from and what was done to them, in a sentence. */
  readonly description: string;
  readonly licence: string;
  readonly n: number;
  /** Inputs a sample. */
  readonly d: number;
  /** [n, d], row-major. */
  readonly x: Float32Array;
  /** Class labels [n]; zeros for regression. */
  readonly y: Int32Array;
  /** Which samples of the source these are [n], where it has an order. */
  readonly index?: Int32Array;
  /** Real targets [n, 1] of networks with one output. */
  readonly target?: Float32Array;
}

/** The published form of a data set. */
export function datasetTensors(dataset: Dataset): TensorMap {
  const { n, d, x, y, index, target } = dataset;
  return {
    x: { shape: [n, d], data: x },
    y: { shape: [n], data: y },
    ...(index && { index: { shape: [n], data: index } }),
    ...(target && { target: { shape: [n, 1], data: target } }),
  };
}

/**
 * Class labels [n] as rows of zeros with a single one [n, classes].
 * @throws RangeError that names a label out of range
 */
export function oneHot(labels: Int32Array, classes: number): Float32Array {
  const rows = new Float32Array(labels.length * classes);
  labels.forEach((label, i) => {
    if (label < 0 || label >= classes)
      throw new RangeError(`label ${label} of sample ${i} is not below ${classes}`);
    rows[i * classes + label] = 1;
  });
  return rows;
}
