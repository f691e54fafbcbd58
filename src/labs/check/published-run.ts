import type { TensorMap } from '../../data/safetensors.ts';
import { layersOf, parameterCount, type NetworkModel, type Samples } from '../../math/network.ts';

/** The fields of a published artifact that are recomputed here. */
export interface PublishedRun {
  readonly id: string;
  readonly model: NetworkModel & { readonly dataset: string };
  readonly slices?: readonly PublishedSlice[];
  readonly eigenpairs?: readonly PublishedEigenpair[];
}

/** Loss in float64 at centre + t·direction. */
export interface PublishedSlice {
  readonly direction: string;
  readonly centre: string;
  readonly t: readonly number[];
  readonly loss: readonly number[];
}

/** An eigenvalue λ of the Hessian at the centre, with ‖Hv − λv‖/|λ| as its residual. */
export interface PublishedEigenpair {
  readonly direction: string;
  readonly centre: string;
  readonly value: number;
  readonly residual: number;
}

/**
 * A tensor as float64.
 * @throws Error naming the file where it lacks the tensor
 */
export function tensorValues(file: string, tensors: TensorMap, name: string): Float64Array {
  if (!Object.hasOwn(tensors, name)) throw new Error(`${file} holds no tensor "${name}"`);
  return Float64Array.from(tensors[name].data);
}

/** The parameters `<centre>/W0`, `<centre>/b0`, … as one vector. */
export function centreParameters(
  file: string,
  tensors: TensorMap,
  model: NetworkModel,
  centre: string,
): Float64Array {
  const parameters = new Float64Array(parameterCount(model));
  layersOf(model, parameters).forEach(({ weights, biases }, l) => {
    weights.set(tensorValues(file, tensors, `${centre}/W${l}`));
    biases.set(tensorValues(file, tensors, `${centre}/b${l}`));
  });
  return parameters;
}

/** The direction of unit length, in float64 where it was published so. */
export const directionVector = (file: string, tensors: TensorMap, direction: string): Float64Array =>
  tensorValues(file, tensors, `direction/${direction}`);

/**
 * The samples of a data set: its real targets where it has them, else one-hot labels.
 * @throws Error naming the file where a label is none of the outputs
 */
export function samplesOf(file: string, tensors: TensorMap, { layers }: NetworkModel): Samples {
  const outputs = layers[layers.length - 1];
  const x = tensorValues(file, tensors, 'x');
  const n = x.length / layers[0];
  if ('target' in tensors) return { n, x, targets: tensorValues(file, tensors, 'target') };
  const targets = new Float64Array(n * outputs);
  tensorValues(file, tensors, 'y').forEach((label, i) => {
    if (!(Number.isInteger(label) && label >= 0 && label < outputs))
      throw new Error(`${file}: label ${label} of sample ${i} is not below ${outputs}; fetch it again`);
    targets[i * outputs + label] = 1;
  });
  return { n, x, targets };
}
