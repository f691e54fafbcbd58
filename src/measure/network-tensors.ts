import type { Tensor, TensorMap } from '../data/safetensors.ts';
import { layersOf, type NetworkModel } from '../math/network.ts';

/** Float32 where it holds every number, as it does what was trained in it. */
const shortest = (values: Float64Array): Float32Array | Float64Array =>
  values.every((value) => Math.fround(value) === value) ? Float32Array.from(values) : values;

/** Weights and biases as `<point>/W0`, `<point>/b0`, …, W of shape [in, out]. */
function parameterTensors(point: string, model: NetworkModel, parameters: Float64Array): [string, Tensor][] {
  return layersOf(model, parameters).flatMap(({ weights, biases }, l): [string, Tensor][] => [
    [`${point}/W${l}`, { shape: [weights.length / biases.length, biases.length], data: shortest(weights) }],
    [`${point}/b${l}`, { shape: [biases.length], data: shortest(biases) }],
  ]);
}

/** The tensors behind an artifact: parameters at the named points and the unit directions, in the precision they have. */
export function networkTensors(
  model: NetworkModel,
  points: Readonly<Record<string, Float64Array>>,
  directions: readonly { readonly name: string; readonly vector: Float64Array | Float32Array }[],
): TensorMap {
  return Object.fromEntries([
    ...Object.entries(points).flatMap(([point, parameters]) => parameterTensors(point, model, parameters)),
    ...directions.map(({ name, vector }): [string, Tensor] => [
      `direction/${name}`,
      { shape: [vector.length], data: vector },
    ]),
  ]);
}
