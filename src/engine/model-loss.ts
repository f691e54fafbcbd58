import { checkFinite, checkLength } from '../math/samples.ts';
import { batchOf } from './loss/batch-graphs.ts';
import { GraphLoss } from './loss/graph-loss.ts';
import { LossGraphs } from './loss/loss-graphs.ts';
import type { Data } from './loss/tensor-batch.ts';
import { sizeOf } from './graph/value.ts';
import type { Model } from './models/model.ts';

/** The loss of a model, with the graphs and the memory that it holds. */
export interface ModelLoss extends GraphLoss {
  [Symbol.dispose](): void;
}

function checkData({ samples }: Model, data: Data, n: number): void {
  if (!Number.isSafeInteger(n) || n < 1)
    throw new RangeError(`the number of samples n is a whole number from 1 on, not ${n}`);
  for (const [name, { shape }] of Object.entries(samples)) {
    const values = data[name];
    if (!values)
      throw new RangeError(`the model takes ${Object.keys(samples).join(', ')}, and ${name} is missing`);
    checkLength(`${name} [${[n, ...shape].join(', ')}]`, values as Float32Array, n * sizeOf(shape));
    if (values instanceof Float32Array || values instanceof Float64Array) checkFinite(name, values);
  }
}

/**
 * The mean loss of any model over n samples, with exact derivatives in float64: by graphs on native TensorFlow, or
 * where tfjs has another backend by the same graphs in TypeScript.
 * @param data all samples by name, row-major; they must not change
 * @param batchSize so many samples at a time, which bounds the memory; sums are the same to 1e-12. All at once unless given
 * @throws RangeError where samples do not fit the model or are not finite
 */
export function modelLoss(
  model: Model,
  data: Data,
  n: number,
  { batchSize = n }: { readonly batchSize?: number } = {},
): ModelLoss {
  checkData(model, data, n);
  if (!Number.isSafeInteger(batchSize) || batchSize < 1)
    throw new RangeError(`a batch has a whole number of samples from 1 on, not ${batchSize}`);
  const made = new Map<number, LossGraphs>();
  const graphsOf = (size: number) => {
    const graphs = made.get(size) ?? new LossGraphs(batchOf(model, size));
    made.set(size, graphs);
    return graphs;
  };
  const loss = new GraphLoss(graphsOf, data, n, batchSize);
  const dispose = () => {
    GraphLoss.prototype.dispose.call(loss);
    for (const graphs of made.values()) graphs.dispose();
    made.clear();
  };
  return Object.assign(loss, { dispose, [Symbol.dispose]: dispose });
}
