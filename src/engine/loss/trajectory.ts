import { Float64Tensor } from '../compile/float64-tensor.ts';
import { divergenceFactor, type Trajectory, type TrajectoryOptions } from '../engine.ts';
import { iteratesPerCall, type LossGraphs } from './loss-graphs.ts';
import type { TensorBatch } from './tensor-batch.ts';

/** Gradient descent in float64 on one batch, with every iterate: a few steps at a time. */
export function trajectory(
  graphs: LossGraphs,
  batch: TensorBatch,
  start: Float64Array,
  options: TrajectoryOptions,
): Trajectory {
  const { learningRate, steps } = options;
  using correction = Float64Tensor.from(options.correction ?? new Float64Array(start.length));
  const iterates: Float64Array[] = [];
  const losses: number[] = [];
  let current = Float64Tensor.from(start);
  try {
    while (losses.length < steps) {
      const size = steps - losses.length >= iteratesPerCall ? iteratesPerCall : 1;
      const { carry, results } = graphs.trajectory(size)({
        carry: [current],
        shared: [learningRate, correction, ...batch.feeds('float64')],
      });
      const [values, points] = results.map((tensor) => tensor.data());
      for (const tensor of [current, ...results]) tensor.dispose();
      [current] = carry;
      for (let i = 0; i < size; i++) {
        losses.push(values[i]);
        if (!(values[i] <= divergenceFactor * losses[0]))
          return { status: 'diverged', iterates, losses: Float64Array.from(losses) };
        iterates.push(points.slice(i * start.length, (i + 1) * start.length));
      }
    }
    return { status: 'steps done', iterates, losses: Float64Array.from(losses) };
  } finally {
    current.dispose();
  }
}
