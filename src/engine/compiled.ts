import { checked } from './checked.ts';
import { Float64Tensor } from './compile/float64-tensor.ts';
import {
  divergenceFactor,
  type Engine,
  type Problem,
  type Trajectory,
  type TrajectoryOptions,
} from './engine.ts';
import { HessianPoints } from './hessian-points.ts';
import { iteratesPerCall, pointsPerCall, slopesPerCall } from './network-graphs.ts';
import { GraphCache, type ProblemGraphs } from './problem-graphs.ts';
import type { Runtime } from './runtime.ts';

/**
 * Calls `compute` with a line's ends in TensorFlow's memory and `perCall` values of t at a time, the last ones filled up,
 * and puts what it gives together.
 */
function alongLine(
  centre: Float64Array,
  direction: Float64Array,
  t: readonly number[],
  perCall: number,
  compute: (from: Float64Tensor, along: Float64Tensor, points: Float64Array) => Float64Array,
): Float64Array {
  using from = Float64Tensor.from(centre);
  using along = Float64Tensor.from(direction);
  const parts: Float64Array[] = [];
  for (let first = 0; first < t.length; first += perCall) {
    const points = t.slice(first, first + perCall);
    const filled = Float64Array.from({ length: perCall }, (_, i) => points[i] ?? points.at(-1)!);
    const data = compute(from, along, filled);
    parts.push(data.subarray(0, (data.length / perCall) * points.length));
  }
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((offset, part) => (all.set(part, offset), offset + part.length), 0);
  return all;
}

/** What a graph gives at some points of a line. */
type AtPoints = (graphs: ProblemGraphs, ...line: Parameters<Parameters<typeof alongLine>[4]>) => Float64Array;

/** Losses [t, n], or their means [t]. */
const lossesAt =
  (which: 'examples' | 'means'): AtPoints =>
  (graphs, ...line) => {
    const results = graphs.network.slice(...graphs.samples('float64'), ...line);
    const data = results[which].data();
    for (const tensor of Object.values(results)) tensor.dispose();
    return data;
  };

const slopesAt: AtPoints = (graphs, ...line) => {
  using values = graphs.network.slopes(...graphs.samples('float64'), ...line);
  return values.data();
};

function trajectory(graphs: ProblemGraphs, start: Float64Array, options: TrajectoryOptions): Trajectory {
  const { learningRate, steps } = options;
  using correction = Float64Tensor.from(options.correction ?? new Float64Array(start.length));
  const iterates: Float64Array[] = [];
  const losses: number[] = [];
  let current = Float64Tensor.from(start);
  try {
    while (losses.length < steps) {
      const size = steps - losses.length >= iteratesPerCall ? iteratesPerCall : 1;
      const { carry, results } = graphs.network.trajectory(size)({
        carry: [current],
        shared: [learningRate, correction, ...graphs.samples('float64')],
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

/** An engine that holds graphs and memory of TensorFlow. */
export interface CompiledEngine extends Engine {
  /** Frees them; what is asked for later is compiled anew. */
  dispose(): void;
}

/** An engine on native TensorFlow: every function one compiled graph, exact in float64 but for gradient descent. */
export function compiledEngine({ backend }: Runtime): CompiledEngine {
  const cache = new GraphCache();
  const points = new HessianPoints();
  const along = (perCall: number, at: AtPoints): Engine['slice'] => {
    return (problem, centre, direction, t) =>
      alongLine(centre, direction, t, perCall, (...line) => at(cache.of(problem), ...line));
  };
  return checked<CompiledEngine>({
    backend,
    gradientDescent: async (problem, start, options) => cache.of(problem).gradientDescent(start, options),
    trajectory: (problem, start, options) => trajectory(cache.of(problem), start, options),
    slice: along(pointsPerCall, lossesAt('means')),
    exampleSlice: along(pointsPerCall, lossesAt('examples')),
    slopes: along(slopesPerCall, slopesAt),
    gradient(problem: Problem, parameters) {
      const graphs = cache.of(problem);
      const { loss, gradient } = graphs.network.gradient(...graphs.samples('float64'), parameters);
      const values = gradient.data();
      loss.dispose();
      gradient.dispose();
      return values;
    },
    hessian: (problem, parameters, precision = 'float64') =>
      points.product(() => cache.of(problem).hessian(precision), parameters),
    dispose() {
      points.dispose();
      cache.dispose();
    },
  });
}
