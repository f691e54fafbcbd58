import type { HessianVectorProduct } from '../math/lanczos.ts';
import type { HessianPoint } from './hessian-graphs.ts';

/** The Hessian of one problem in one precision, the same object each time it is asked for. */
export interface ProblemHessian {
  at(parameters: Float64Array): HessianPoint;
}

/** Keeps what Hessian-vector products share at one point: the one used last. */
export class HessianPoints {
  #parameters: Float64Array | undefined;
  #hessian: ProblemHessian | undefined;
  #point: HessianPoint | undefined;

  /**
   * v ↦ ∇²L(parameters)·v; what `parameters` hold now, whatever becomes of them. `hessian` gives the graphs, which may
   * have been disposed of between two products.
   */
  product(hessian: () => ProblemHessian, parameters: Float64Array): HessianVectorProduct {
    const own = new Float64Array(parameters);
    return (v) => this.#at(hessian(), own).product(v);
  }

  #at(hessian: ProblemHessian, parameters: Float64Array): HessianPoint {
    if (this.#point && this.#hessian === hessian && this.#parameters === parameters) return this.#point;
    this.dispose();
    [this.#hessian, this.#parameters] = [hessian, parameters];
    return (this.#point = hessian.at(parameters));
  }

  dispose(): void {
    this.#point?.dispose();
    this.#point = undefined;
  }
}
