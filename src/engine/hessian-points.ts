import type { HessianVectorProduct } from '../math/lanczos.ts';
import type { HessianGraphs, HessianPoint } from './hessian-graphs.ts';

/** Keeps what Hessian-vector products share at one point: the one used last. */
export class HessianPoints {
  #parameters: Float64Array | undefined;
  #graphs: HessianGraphs | undefined;
  #point: HessianPoint | undefined;

  /** v ↦ ∇²L(parameters)·v; what `parameters` hold now, whatever becomes of them. */
  product(graphs: HessianGraphs, parameters: Float64Array): HessianVectorProduct {
    const own = Float64Array.from(parameters);
    return (v) => this.#at(graphs, own).product(v);
  }

  #at(graphs: HessianGraphs, parameters: Float64Array): HessianPoint {
    if (this.#point && this.#graphs === graphs && this.#parameters === parameters) return this.#point;
    this.dispose();
    [this.#graphs, this.#parameters] = [graphs, parameters];
    return (this.#point = graphs.at(parameters));
  }

  dispose(): void {
    this.#point?.dispose();
    this.#point = undefined;
  }
}
