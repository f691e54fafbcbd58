import type { Precision } from './compile/signature.ts';
import { descent } from './descent.ts';
import type { Problem } from './engine.ts';
import { gradientGraph, sliceGraph, trajectoryGraph } from './float64-graphs.ts';
import { hessianGraphs } from './hessian-graphs.ts';

/** Steps in one call of TensorFlow: each costs 15 ms when it is first run, and more save little. */
export const stepsPerCall = 10;
/** Iterates that one call in float64 gives back. */
export const iteratesPerCall = 5;
/** Values of t in one call. */
export const pointsPerCall = 8;

interface Disposable {
  dispose(): void;
}

/** The compiled functions of one problem, each made when it is first asked for. */
export class ProblemGraphs {
  readonly #problem: Problem;
  readonly #made = new Map<string, Disposable>();

  constructor(problem: Problem) {
    this.#problem = problem;
  }

  #once<T extends Disposable>(name: string, make: (problem: Problem) => T): T {
    const known = this.#made.get(name) as T | undefined;
    if (known) return known;
    const made = make(this.#problem);
    this.#made.set(name, made);
    return made;
  }

  get descent() {
    return this.#once('descent', (problem) => descent(problem, { stepsPerCall }));
  }

  get gradient() {
    return this.#once('gradient', gradientGraph);
  }

  hessian(precision: Precision) {
    return this.#once(`hessian ${precision}`, (problem) => hessianGraphs(problem, precision));
  }

  /** One step, or `iteratesPerCall` of them. */
  trajectory(steps: number) {
    return this.#once(`trajectory ${steps}`, (problem) => trajectoryGraph(problem, steps));
  }

  get slice() {
    return this.#once('slice', (problem) => sliceGraph(problem, pointsPerCall));
  }

  dispose(): void {
    for (const made of this.#made.values()) made.dispose();
    this.#made.clear();
  }
}

function sameProblem(a: Problem, b: Problem): boolean {
  return a.x === b.x && a.targets === b.targets && JSON.stringify(a.model) === JSON.stringify(b.model);
}

/** The graphs of the problems used last; those of others are disposed of. */
export class GraphCache {
  readonly #capacity: number;
  #recent: { readonly problem: Problem; readonly graphs: ProblemGraphs }[] = [];

  constructor(capacity = 4) {
    this.#capacity = capacity;
  }

  of(problem: Problem): ProblemGraphs {
    const found = this.#recent.find((entry) => sameProblem(entry.problem, problem));
    const entry = found ?? { problem, graphs: new ProblemGraphs(problem) };
    this.#recent = [entry, ...this.#recent.filter((other) => other !== entry)];
    for (const { graphs } of this.#recent.splice(this.#capacity)) graphs.dispose();
    return entry.graphs;
  }

  dispose(): void {
    for (const { graphs } of this.#recent.splice(0)) graphs.dispose();
  }
}
