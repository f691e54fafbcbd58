import type { Problem } from '../../engine/engine.ts';
import { layerOutputs } from '../../math/network.ts';

/** Pre-activations of hidden units over all samples that lie closer to 0 than `distance`; ReLU has its kink at 0. */
export function preactivationsNearZero(
  { model, n, x, targets }: Problem,
  parameters: Float64Array,
  distance: number,
): number {
  const samples = { n, x: Float64Array.from(x), targets: Float64Array.from(targets) };
  return layerOutputs(model, samples, parameters)
    .slice(0, -1)
    .reduce((count, z) => count + z.filter((value) => Math.abs(value) < distance).length, 0);
}
