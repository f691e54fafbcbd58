import { lossesAlong, linearise, type Samples } from '../math/network.ts';
import { plainProducts, type MatrixProducts } from '../math/products/products.ts';
import { dot, plus } from '../math/vector.ts';
import {
  divergenceFactor,
  type Engine,
  type Problem,
  type Trajectory,
  type TrajectoryOptions,
} from './engine.ts';

function samplesOf({ n, x, targets }: Problem): Samples {
  return { n, x: Float64Array.from(x), targets: Float64Array.from(targets) };
}

function trajectory(
  problem: Problem,
  start: Float64Array,
  options: TrajectoryOptions,
  products: MatrixProducts,
): Trajectory {
  const { learningRate, steps, correction } = options;
  const samples = samplesOf(problem);
  const iterates: Float64Array[] = [];
  const losses: number[] = [];
  let current = start;
  for (let step = 0; step < steps; step++) {
    const { loss: value, gradient } = linearise(problem.model, samples, current, products);
    losses.push(value);
    if (!(value <= divergenceFactor * losses[0]))
      return { status: 'diverged', iterates, losses: Float64Array.from(losses) };
    current = plus(current, -learningRate, correction ? plus(gradient, 1, correction) : gradient);
    iterates.push(current);
  }
  return { status: 'steps done', iterates, losses: Float64Array.from(losses) };
}

const mean = (losses: Float64Array) => losses.reduce((sum, value) => sum + value, 0) / losses.length;

type Float64Engine = Pick<
  Engine,
  'trajectory' | 'slice' | 'exampleSlice' | 'slopes' | 'gradient' | 'hessian'
>;

/** The float64 half of an engine without tfjs, for backends that know only float32 and to test the others. */
export function referenceEngine(products: MatrixProducts): Float64Engine {
  const along = (problem: Problem, centre: Float64Array, direction: Float64Array) =>
    lossesAlong(problem.model, samplesOf(problem), centre, direction, products);
  const at = (problem: Problem, parameters: Float64Array) =>
    linearise(problem.model, samplesOf(problem), parameters, products);
  return {
    slice(problem, centre, direction, t) {
      const losses = along(problem, centre, direction);
      return Float64Array.from(t, (distance) => mean(losses(distance)));
    },
    exampleSlice(problem, centre, direction, t) {
      const losses = along(problem, centre, direction);
      const all = new Float64Array(t.length * problem.n);
      t.forEach((distance, i) => all.set(losses(distance), i * problem.n));
      return all;
    },
    slopes: (problem, centre, direction, t) =>
      Float64Array.from(t, (distance) =>
        dot(at(problem, plus(centre, distance, direction)).gradient, direction),
      ),
    trajectory: (problem, start, options) => trajectory(problem, start, options, products),
    gradient: (problem, parameters) => at(problem, parameters).gradient,
    hessian: (problem, parameters) => at(problem, parameters).hessianVectorProduct,
  };
}

/** In plain TypeScript from end to end. */
export const reference = referenceEngine(plainProducts);
