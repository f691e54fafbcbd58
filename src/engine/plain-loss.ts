import type { Part } from '../math/loss.ts';
import { stagesOf } from '../math/network-model.ts';
import { lossesAlong, linearise, type Samples } from '../math/network.ts';
import { plainProducts, type MatrixProducts } from '../math/products/products.ts';
import { dot, plus } from '../math/vector.ts';
import {
  divergenceFactor,
  scheduleOf,
  type GradientDescentOptions,
  type GradientDescentResult,
  type Problem,
  type TrainingLoss,
  type Trajectory,
  type TrajectoryOptions,
} from './engine.ts';
import { partsOf, sizeOfParts } from './models/parts.ts';
import { networkShapes } from './models/network-shapes.ts';

/** Loss and gradient at a point. */
type Slope = (point: Float64Array) => { readonly loss: number; readonly gradient: Float64Array };

/** Steps from points that float32 holds to such points, by gradients in float64. */
function gradientDescent(
  slope: Slope,
  start: Float32Array,
  { learningRate, steps, stopBelow = -Infinity, initialLoss }: GradientDescentOptions,
): GradientDescentResult {
  const rate = scheduleOf(learningRate);
  const losses: number[] = [];
  let parameters = start.slice();
  const ended = (status: GradientDescentResult['status']) => ({
    status,
    parameters,
    losses: Float64Array.from(losses),
  });
  while (losses.length < steps) {
    const { loss, gradient } = slope(Float64Array.from(parameters));
    const step = losses.push(loss) - 1;
    if (!(loss <= divergenceFactor * (initialLoss ?? losses[0]))) return ended('diverged');
    const by = rate(step);
    parameters = parameters.map((value, i) => value - by * gradient[i]);
    if (loss < stopBelow) return ended('reached');
  }
  return ended('steps done');
}

function trajectory(slope: Slope, start: Float64Array, options: TrajectoryOptions): Trajectory {
  const { learningRate, steps, correction } = options;
  const iterates: Float64Array[] = [];
  const losses: number[] = [];
  let current = start;
  for (let step = 0; step < steps; step++) {
    const { loss, gradient } = slope(current);
    losses.push(loss);
    if (!(loss <= divergenceFactor * losses[0]))
      return { status: 'diverged', iterates, losses: Float64Array.from(losses) };
    current = plus(current, -learningRate, correction ? plus(gradient, 1, correction) : gradient);
    iterates.push(current);
  }
  return { status: 'steps done', iterates, losses: Float64Array.from(losses) };
}

const mean = (losses: Float64Array) => losses.reduce((sum, value) => sum + value, 0) / losses.length;

/** Weights and biases of a network by name. */
const networkParts = (problem: Problem): Part[] => partsOf(networkShapes(stagesOf(problem.model)));

/**
 * The loss of a network without tfjs, in TypeScript from end to end: what others are tested against, and what computes
 * where there are no graphs.
 */
export function plainLoss(problem: Problem, products: MatrixProducts = plainProducts): TrainingLoss {
  const { model, n } = problem;
  const parts = networkParts(problem);
  const samples: Samples = {
    n,
    x: Float64Array.from(problem.x),
    targets: Float64Array.from(problem.targets),
  };
  const at = (point: Float64Array) => linearise(model, samples, point, products);
  const along = (centre: Float64Array, direction: Float64Array) =>
    lossesAlong(model, samples, centre, direction, products);
  return {
    parts,
    size: sizeOfParts(parts),
    samples: n,
    value: (point) => mean(along(point, point)(0)),
    valueAndGradient(point) {
      const { loss, gradient } = at(point);
      return { value: loss, gradient };
    },
    hessian: (point) => at(point).hessianVectorProduct,
    slice(centre, direction, t) {
      const losses = along(centre, direction);
      return Float64Array.from(t, (distance) => mean(losses(distance)));
    },
    slopes: (centre, direction, t) =>
      Float64Array.from(t, (distance) => dot(at(plus(centre, distance, direction)).gradient, direction)),
    examples(centre, direction, t) {
      const losses = along(centre, direction);
      const all = new Float64Array(t.length * n);
      t.forEach((distance, i) => all.set(losses(distance), i * n));
      return all;
    },
    gradientDescent: async (start, options) => gradientDescent(at, start, options),
    trajectory: (start, options) => trajectory(at, start, options),
  };
}
