import type { Problem } from '../../src/engine/engine.ts';
import { initialParameters } from '../../src/math/network.ts';
import { gaussianVector, random } from '../../src/math/random.ts';
import { unit } from '../../src/math/vector.ts';
import { slicePoints, sliceReach, type BenchNetwork } from './protocol.ts';

/** Inputs of the size that images have after scaling. */
const inputScale = 0.25;

/** A problem of the shape asked for, with a start and a unit direction; what the numbers are does not matter to time. */
export function benchProblem({ kind, layers }: BenchNetwork, n: number) {
  const source = random(0, 'benchmark');
  const outputs = layers.at(-1)!;
  const model = { kind, layers, activation: 'tanh', loss: 'mse' } as const;
  const x = Float32Array.from({ length: n * layers[0] }, () => inputScale * source.gaussian());
  const targets = Float32Array.from({ length: n * outputs }, (_, i) =>
    Number(i % outputs === Math.floor(i / outputs) % outputs),
  );
  const problem: Problem = { model, n, x, targets };
  const start = initialParameters(model, source);
  return { problem, start, direction: unit(gaussianVector(start.length, source)) };
}

/** Distances of the slice. */
export const sliceDistances = Float64Array.from(
  { length: slicePoints },
  (_, i) => sliceReach * (-1 + (2 * i) / (slicePoints - 1)),
);
