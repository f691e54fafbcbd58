import type { Tensor, TensorMap } from '../data/safetensors.ts';
import { layersOf, type MlpModel } from '../math/network.ts';
import type { Direction } from './directions.ts';

/** Weights and biases as `<point>/W0`, `<point>/b0`, …, float32 as trained, W of shape [in, out]. */
function parameterTensors(point: string, model: MlpModel, parameters: Float64Array): [string, Tensor][] {
  return layersOf(model, parameters).flatMap(({ weights, biases }, l): [string, Tensor][] => [
    [`${point}/W${l}`, { shape: [model.layers[l], model.layers[l + 1]], data: Float32Array.from(weights) }],
    [`${point}/b${l}`, { shape: [model.layers[l + 1]], data: Float32Array.from(biases) }],
  ]);
}

/** The tensors behind an artifact: parameters at the named points and the unit directions, these in float64. */
export function networkTensors(
  model: MlpModel,
  points: Readonly<Record<string, Float64Array>>,
  directions: readonly Direction[],
): TensorMap {
  return Object.fromEntries([
    ...Object.entries(points).flatMap(([point, parameters]) => parameterTensors(point, model, parameters)),
    ...directions.map(({ name, vector }): [string, Tensor] => [
      `direction/${name}`,
      { shape: [vector.length], data: vector },
    ]),
  ]);
}
