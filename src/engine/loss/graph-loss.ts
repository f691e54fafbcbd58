import type { HessianVectorProduct } from '../../math/checked-product.ts';
import type { Loss, Part, Precision } from '../../math/loss.ts';
import type { Feed } from '../compile/feeds.ts';
import { Float64Tensor } from '../compile/float64-tensor.ts';
import type { AtPoint, Linearized } from '../compile/linearized.ts';
import { pointsPerCall, slopesPerCall, type LossGraphs } from './loss-graphs.ts';
import { sizeOfParts } from '../models/parts.ts';
import { taken, TensorBatch, uploaded, type Data } from './tensor-batch.ts';

/** Graphs for so many samples. */
export type GraphsOf = (size: number) => LossGraphs;

/** The point at which Hessian-vector products were asked for last, with what they share. */
interface KeptPoint {
  readonly point: Float64Array;
  readonly precision: Precision;
  readonly at: AtPoint;
  readonly parameters: Feed & { dispose(): void };
}

/**
 * A loss by graphs. Samples that are more than one batch are taken batch by batch and added up in
 * float64, so that the batch bounds the memory; those of a single batch stay in the graphs' memory, with what all
 * products at the point used last share.
 */
export class GraphLoss implements Loss {
  readonly parts: readonly Part[];
  readonly size: number;
  readonly samples: number;
  readonly #graphsOf: GraphsOf;
  readonly #data: Data;
  readonly #batchSize: number;
  #single: TensorBatch | undefined;
  #kept: KeptPoint | undefined;

  constructor(graphsOf: GraphsOf, data: Data, samples: number, batchSize = samples) {
    const { batch } = graphsOf(Math.min(batchSize, samples));
    [this.parts, this.size, this.samples] = [batch.parts, sizeOfParts(batch.parts), samples];
    [this.#graphsOf, this.#data, this.#batchSize] = [graphsOf, data, Math.min(batchSize, samples)];
  }

  /** Whether all samples are one batch. */
  get isWhole(): boolean {
    return this.#batchSize === this.samples;
  }

  /** The one batch of all samples, and its graphs. */
  get whole(): { readonly batch: TensorBatch; readonly graphs: LossGraphs } {
    const graphs = this.#graphsOf(this.samples);
    this.#single ??= new TensorBatch(graphs.batch.model, this.#data, 0, this.samples);
    return { batch: this.#single, graphs };
  }

  /** Calls `visit` with batch after batch. */
  #each(visit: (batch: TensorBatch, graphs: LossGraphs, weight: number) => void): void {
    if (this.isWhole) {
      const { batch, graphs } = this.whole;
      visit(batch, graphs, 1);
      return;
    }
    for (let first = 0; first < this.samples; first += this.#batchSize) {
      const size = Math.min(this.#batchSize, this.samples - first);
      const graphs = this.#graphsOf(size);
      const batch = new TensorBatch(graphs.batch.model, this.#data, first, size);
      try {
        visit(batch, graphs, size / this.samples);
      } finally {
        batch.dispose();
      }
    }
  }

  /** Means over all samples of what a graph gives as means over a batch. */
  #means(
    fn: (graphs: LossGraphs) => Linearized,
    varying: readonly Feed[],
    precision: Precision = 'float64',
    results = Infinity,
  ): Float64Array[] {
    let sums: Float64Array[] | undefined;
    this.#each((batch, graphs, weight) => {
      const found = batch.call(fn(graphs), precision, varying, results);
      if (weight === 1) sums = found;
      else if (!sums) sums = found.map((values) => values.map((value) => weight * value));
      else found.forEach((values, k) => values.forEach((value, i) => (sums![k][i] += weight * value)));
    });
    return sums!;
  }

  value(point: Float64Array): number {
    return this.#means((graphs) => graphs.value, [point])[0][0];
  }

  valueAndGradient(point: Float64Array): { readonly value: number; readonly gradient: Float64Array } {
    const [[value], gradient] = this.#means((graphs) => graphs.gradient, [point]);
    return { value, gradient };
  }

  hessian(point: Float64Array, precision: Precision = 'float64'): HessianVectorProduct {
    const own = point.slice();
    return (v) => this.productAt(own, precision, v);
  }

  /** ∇²L(point)·v; `point` is known by its identity, and must not change. */
  productAt(point: Float64Array, precision: Precision, v: Float64Array): Float64Array {
    if (this.isWhole) return taken(this.#at(point, precision).call([v])[0]);
    return this.#means((graphs) => graphs.product(precision), [point, v], precision)[0];
  }

  /** ∇³L(point)[u, u]: for the top unit eigenvector u, the gradient of the sharpness (Damian et al. 2023). */
  third(point: Float64Array, u: Float64Array): Float64Array {
    return this.#means((graphs) => graphs.third, [point, u])[0];
  }

  /** What all products at a point share: of the point used last. */
  #at(point: Float64Array, precision: Precision): AtPoint {
    if (this.#kept?.point === point && this.#kept.precision === precision) return this.#kept.at;
    this.#forget();
    const { batch, graphs } = this.whole;
    const parameters = uploaded(point, precision);
    const at = graphs.hessian(precision).at([...batch.feeds(precision), parameters]);
    this.#kept = { point, precision, at, parameters };
    return at;
  }

  #forget(): void {
    this.#kept?.at.dispose();
    this.#kept?.parameters.dispose();
    this.#kept = undefined;
  }

  /** Calls `visit` with `perCall` distances at a time, the last ones filled up, and the number of those that count. */
  #along(
    centre: Float64Array,
    direction: Float64Array,
    t: readonly number[],
    perCall: number,
    visit: (line: readonly Feed[], first: number, count: number) => void,
  ): void {
    using from = Float64Tensor.from(centre);
    using along = Float64Tensor.from(direction);
    for (let first = 0; first < t.length; first += perCall) {
      const points = t.slice(first, first + perCall);
      const filled = Float64Array.from({ length: perCall }, (_, i) => points[i] ?? points.at(-1)!);
      visit([from, along, filled], first, points.length);
    }
  }

  slice(centre: Float64Array, direction: Float64Array, t: readonly number[]): Float64Array {
    const losses = new Float64Array(t.length);
    this.#along(centre, direction, t, pointsPerCall, (line, first, count) =>
      losses.set(this.#means((graphs) => graphs.slice, line, 'float64', 1)[0].subarray(0, count), first),
    );
    return losses;
  }

  slopes(centre: Float64Array, direction: Float64Array, t: readonly number[]): Float64Array {
    const slopes = new Float64Array(t.length);
    this.#along(centre, direction, t, slopesPerCall, (line, first, count) =>
      slopes.set(this.#means((graphs) => graphs.slopes, line)[0].subarray(0, count), first),
    );
    return slopes;
  }

  examples(centre: Float64Array, direction: Float64Array, t: readonly number[]): Float64Array {
    const losses = new Float64Array(t.length * this.samples);
    this.#along(centre, direction, t, pointsPerCall, (line, first, count) =>
      this.#each((batch, graphs) => {
        const [, all] = batch.call(graphs.slice, 'float64', line);
        for (let k = 0; k < count; k++)
          losses.set(
            all.subarray(k * batch.size, (k + 1) * batch.size),
            (first + k) * this.samples + batch.first,
          );
      }),
    );
    return losses;
  }

  /** Frees the samples; what is asked for later is uploaded again. */
  dispose(): void {
    this.#forget();
    this.#single?.dispose();
    this.#single = undefined;
  }
}
