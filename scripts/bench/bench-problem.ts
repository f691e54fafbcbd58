import type { Model } from '../../src/engine/models/model.ts';
import { networkModel } from '../../src/engine/models/network.ts';
import { residualNetwork } from '../../src/engine/models/residual-network.ts';
import { startOf } from '../../src/engine/models/start.ts';
import { visionTransformer } from '../../src/engine/models/vision-transformer.ts';
import { gaussianVector, random } from '../../src/math/random.ts';
import { unit } from '../../src/math/vector.ts';
import { slicePoints, sliceReach, type BenchNetwork } from './protocol.ts';

/** Inputs of the size that images have after scaling. */
const inputScale = 0.25;

/** A model of the shape asked for with data, a start and a unit direction; what the numbers are does not matter to time. */
export function benchProblem({ kind, layers }: BenchNetwork, n: number) {
  const source = random(0, 'benchmark');
  const outputs = layers.at(-1)!;
  const model = modelOf({ kind, layers });
  const x = Float32Array.from({ length: n * layers[0] }, () => inputScale * source.gaussian());
  const y = Float32Array.from({ length: n * outputs }, (_, i) =>
    Number(i % outputs === Math.floor(i / outputs) % outputs),
  );
  const start = startOf(model, source);
  return { model, data: { x, y }, start, direction: unit(gaussianVector(start.length, source)) };
}

function modelOf({ kind, layers }: BenchNetwork): Model {
  const side = Math.sqrt(layers[0]);
  if (kind === 'resnet') {
    const [, filters, blocks, classes] = layers;
    return residualNetwork({ side, filters, blocks, classes });
  }
  if (kind === 'vit') {
    const [, patch, d, heads, blocks, classes] = layers;
    return visionTransformer({ side, patch, d, heads, blocks, classes });
  }
  return networkModel({ kind, layers, activation: 'tanh', loss: 'mse' });
}

/** Distances of the slice. */
export const sliceDistances = Float64Array.from(
  { length: slicePoints },
  (_, i) => sliceReach * (-1 + (2 * i) / (slicePoints - 1)),
);
