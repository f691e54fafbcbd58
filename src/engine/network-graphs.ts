import type { Precision } from './compile/signature.ts';
import { descentLoop } from './descent-loop.ts';
import type { DescentLoops } from './descent.ts';
import { gradientGraph, sliceGraph, slopeGraph, trajectoryGraph } from './float64-graphs.ts';
import { hessianGraphs } from './hessian-graphs.ts';
import type { SampledNetwork } from './network/samples.ts';

/** Steps in one call of TensorFlow: each costs 15 ms when it is first run, and more save little. */
export const stepsPerCall = 10;
/** Iterates that one call in float64 gives back. */
export const iteratesPerCall = 5;
/** Values of t in one call. */
export const pointsPerCall = 8;
/** Slopes in one call: those of a symmetrised slice are two. */
export const slopesPerCall = 2;

interface Disposable {
  dispose(): void;
}

/** The compiled functions of one network on any samples of one number, each made when it is first asked for. */
export class NetworkGraphs implements DescentLoops {
  readonly network: SampledNetwork;
  readonly stepsPerCall: number;
  readonly #eager: boolean;
  readonly #made = new Map<string, Disposable>();

  /** @param eager descent step by step and op by op even where there are graphs */
  constructor(network: SampledNetwork, eager: boolean) {
    this.network = network;
    this.stepsPerCall = eager ? 1 : stepsPerCall;
    this.#eager = eager;
  }

  #once<T extends Disposable>(name: string, make: (network: SampledNetwork) => T): T {
    const known = this.#made.get(name) as T | undefined;
    if (known) return known;
    const made = make(this.network);
    this.#made.set(name, made);
    return made;
  }

  /** Gradient descent of so many steps. */
  descentLoop(steps: number) {
    return this.#once(`descent ${steps}`, (network) => descentLoop(network, steps, { eager: this.#eager }));
  }

  get gradient() {
    return this.#once('gradient', gradientGraph);
  }

  hessian(precision: Precision) {
    return this.#once(`hessian ${precision}`, (network) => hessianGraphs(network, precision));
  }

  /** One step, or `iteratesPerCall` of them. */
  trajectory(steps: number) {
    return this.#once(`trajectory ${steps}`, (network) => trajectoryGraph(network, steps));
  }

  get slice() {
    return this.#once('slice', (network) => sliceGraph(network, pointsPerCall, { precision: 'float64' }));
  }

  get slopes() {
    return this.#once('slopes', (network) => slopeGraph(network, slopesPerCall));
  }

  dispose(): void {
    for (const made of this.#made.values()) made.dispose();
    this.#made.clear();
  }
}
