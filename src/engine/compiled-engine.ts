import { checkedLoss } from './checked.ts';
import { scheduleOf, type Engine, type Problem, type TrainingLoss } from './engine.ts';
import { batchOf } from './loss/batch-graphs.ts';
import { runSteps } from './training/steps.ts';
import { GraphLoss } from './loss/graph-loss.ts';
import { LossGraphs, stepsPerCall } from './loss/loss-graphs.ts';
import { Recent } from './loss/recent.ts';
import { trajectory } from './loss/trajectory.ts';
import { networkModel } from './models/network.ts';
import { OwnProblems } from './own-problems.ts';
import type { Runtime } from './runtime.ts';

const sameNetwork = (a: Problem, b: Problem) =>
  a.n === b.n && JSON.stringify(a.model) === JSON.stringify(b.model);

/** Problems whose samples stay in TensorFlow's memory. */
const problems = 4;
/** Networks whose graphs do; no fewer, so that a problem's graphs outlast it. */
const networks = 6;

/**
 * The graphs of the networks and the samples of the problems used last. Compiling a network takes as long as a thousand
 * steps, so that runs with other samples share its graphs. Problems are told apart by identity: they are copies that
 * nobody changes (own-problems.ts).
 */
class LossCache {
  readonly #networks = new Recent<LossGraphs, Problem>(networks, sameNetwork);
  readonly #problems = new Recent<GraphLoss, Problem>(problems, Object.is);

  of(problem: Problem): GraphLoss {
    const { n, x, targets: y } = problem;
    const make = () => new LossGraphs(batchOf(networkModel(problem.model), n));
    const graphs = () => this.#networks.of(problem, make);
    graphs();
    return this.#problems.of(problem, () => new GraphLoss(graphs, { x, y }, n));
  }

  dispose(): void {
    this.#problems.dispose();
    this.#networks.dispose();
  }
}

/** A loss whose graphs and samples come and go with the cache. */
function cachedLoss(cache: LossCache, problem: Problem): TrainingLoss {
  const now = () => cache.of(problem);
  const { parts, size, samples } = now();
  return {
    parts,
    size,
    samples,
    value: (point) => now().value(point),
    valueAndGradient: (point) => now().valueAndGradient(point),
    hessian(point, precision = 'float64') {
      const own = point.slice();
      return (v) => now().productAt(own, precision, v);
    },
    slice: (...line) => now().slice(...line),
    slopes: (...line) => now().slopes(...line),
    examples: (...line) => now().examples(...line),
    async gradientDescent(start, { learningRate, ...limits }) {
      const { batch, graphs } = now().whole;
      const rate = scheduleOf(learningRate);
      const loops = {
        stepsPerCall,
        loop: (steps: number) => graphs.descentLoop(steps),
        each: (first: number, steps: number) => [
          Float32Array.from({ length: steps }, (_, i) => rate(first + i)),
        ],
        shared: batch.feeds('float32'),
      };
      const from = parts.map(({ offset, size: length }) => start.subarray(offset, offset + length));
      const { status, carry, losses } = runSteps(loops, from, limits);
      const parameters = new Float32Array(size);
      carry.forEach((part, i) => parameters.set(part, parts[i].offset));
      return { status, parameters, losses };
    },
    trajectory(start, options) {
      const { batch, graphs } = now().whole;
      return trajectory(graphs, batch, start, options);
    },
  };
}

/** An engine that holds graphs and memory of TensorFlow. */
export interface CompiledEngine extends Engine {
  /** Frees them; what is asked for later is compiled anew. */
  dispose(): void;
}

/** An engine on native TensorFlow: every function a compiled graph, exact in float64 but for gradient descent. */
export function compiledEngine({ backend }: Runtime): CompiledEngine {
  const cache = new LossCache();
  const own = new OwnProblems((problem) => checkedLoss(cachedLoss(cache, problem)));
  return { backend, loss: (problem) => own.of(problem), dispose: () => cache.dispose() };
}
