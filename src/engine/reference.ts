import { exampleLosses, linearise, loss, type Samples } from '../math/network.ts';
import { plus } from '../math/vector.ts';
import type { Engine, Problem, Trajectory, TrajectoryOptions } from './engine.ts';

function samplesOf({ n, x, targets }: Problem): Samples {
  return { n, x: Float64Array.from(x), targets: Float64Array.from(targets) };
}

const divergenceFactor = 1e6;

function trajectory(problem: Problem, start: Float64Array, options: TrajectoryOptions): Trajectory {
  const { learningRate, steps, correction } = options;
  const samples = samplesOf(problem);
  const iterates: Float64Array[] = [];
  const losses: number[] = [];
  let current = start;
  for (let step = 0; step < steps; step++) {
    const { loss: value, gradient } = linearise(problem.model, samples, current);
    losses.push(value);
    if (!(value <= divergenceFactor * losses[0]))
      return { status: 'diverged', iterates, losses: Float64Array.from(losses) };
    current = plus(current, -learningRate, correction ? plus(gradient, 1, correction) : gradient);
    iterates.push(current);
  }
  return { status: 'steps done', iterates, losses: Float64Array.from(losses) };
}

/** The float64 half of an engine in plain TypeScript: for backends that know only float32, and to test the others. */
export const reference: Pick<Engine, 'trajectory' | 'slice' | 'exampleSlice' | 'gradient' | 'hessian'> = {
  slice(problem, centre, direction, t) {
    const samples = samplesOf(problem);
    return Float64Array.from(t, (distance) =>
      loss(problem.model, samples, plus(centre, distance, direction)),
    );
  },
  exampleSlice(problem, centre, direction, t) {
    const samples = samplesOf(problem);
    const losses = new Float64Array(t.length * problem.n);
    t.forEach((distance, i) =>
      losses.set(exampleLosses(problem.model, samples, plus(centre, distance, direction)), i * problem.n),
    );
    return losses;
  },
  trajectory,
  gradient: (problem, parameters) => linearise(problem.model, samplesOf(problem), parameters).gradient,
  hessian: (problem, parameters) =>
    linearise(problem.model, samplesOf(problem), parameters).hessianVectorProduct,
};
