import type { Precision } from '../../math/loss.ts';
import {
  descentLoop,
  gradientGraph,
  hessianGraph,
  productGraph,
  sliceGraph,
  slopeGraph,
  thirdGraph,
  trajectoryLoop,
  valueGraph,
  type Batch,
} from './batch-graphs.ts';

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

/** The compiled functions of one model on any samples of one number, each made when it is first asked for. */
export class LossGraphs {
  readonly batch: Batch;
  readonly #made = new Map<string, Disposable>();

  constructor(batch: Batch) {
    this.batch = batch;
  }

  #once<T extends Disposable>(name: string, make: (batch: Batch) => T): T {
    const known = this.#made.get(name) as T | undefined;
    if (known) return known;
    const made = make(this.batch);
    this.#made.set(name, made);
    return made;
  }

  get value() {
    return this.#once('value', valueGraph);
  }

  get gradient() {
    return this.#once('gradient', gradientGraph);
  }

  get slice() {
    return this.#once('slice', (batch) => sliceGraph(batch, pointsPerCall));
  }

  get slopes() {
    return this.#once('slopes', (batch) => slopeGraph(batch, slopesPerCall));
  }

  product(precision: Precision) {
    return this.#once(`product ${precision}`, (batch) => productGraph(batch, precision));
  }

  get third() {
    return this.#once('third', thirdGraph);
  }

  hessian(precision: Precision) {
    return this.#once(`hessian ${precision}`, (batch) => hessianGraph(batch, precision));
  }

  /** Gradient descent of so many steps. */
  descentLoop(steps: number) {
    return this.#once(`descent ${steps}`, (batch) => descentLoop(batch, steps));
  }

  /** One step, or `iteratesPerCall` of them. */
  trajectory(steps: number) {
    return this.#once(`trajectory ${steps}`, (batch) => trajectoryLoop(batch, steps));
  }

  dispose(): void {
    for (const made of this.#made.values()) made.dispose();
    this.#made.clear();
  }
}
