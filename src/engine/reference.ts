import { linearise, loss, type Samples } from '../math/network.ts';
import { plus } from '../math/vector.ts';
import type { Engine, Problem } from './engine.ts';

function samplesOf({ n, x, targets }: Problem): Samples {
  return { n, x: Float64Array.from(x), targets: Float64Array.from(targets) };
}

/** The float64 half of an engine in plain TypeScript: for backends that know only float32, and to test the others. */
export const reference: Pick<Engine, 'slice' | 'gradient' | 'hessian'> = {
  slice(problem, centre, direction, t) {
    const samples = samplesOf(problem);
    return Float64Array.from(t, (distance) =>
      loss(problem.model, samples, plus(centre, distance, direction)),
    );
  },
  gradient: (problem, parameters) => linearise(problem.model, samplesOf(problem), parameters).gradient,
  hessian: (problem, parameters) =>
    linearise(problem.model, samplesOf(problem), parameters).hessianVectorProduct,
};
