import { checkFinite, checkLength } from '../math/samples.ts';
import { batchOf } from './loss/batch-graphs.ts';
import { GraphLoss } from './loss/graph-loss.ts';
import { LossGraphs } from './loss/loss-graphs.ts';
import type { Data } from './loss/tensor-batch.ts';
import { sizeOf } from './graph/value.ts';
import type { Model } from './models/model.ts';

/** The loss of a model, with the graphs and the memory that it holds. */
export interface ModelLoss extends GraphLoss {
  /** The loss on some of the samples, by their indices, on the same graphs; valid until the next call. */
  batch(indices: readonly number[]): GraphLoss;
  [Symbol.dispose](): void;
}

/** Numbers on the disk that are looked at at once. */
const checkedAtOnce = 2 ** 20;

function checkNumbers(name: string, values: ArrayBufferView, begin = 0): void {
  if (values instanceof Float32Array || values instanceof Float64Array) checkFinite(name, values, begin);
}

function checkData({ samples }: Model, data: Data, n: number): void {
  if (!Number.isSafeInteger(n) || n < 1)
    throw new RangeError(`the number of samples n is a whole number from 1 on, not ${n}`);
  for (const [name, { shape }] of Object.entries(samples)) {
    const values = data[name];
    if (!values)
      throw new RangeError(`the model takes ${Object.keys(samples).join(', ')}, and ${name} is missing`);
    checkLength(`${name} [${[n, ...shape].join(', ')}]`, values, n * sizeOf(shape));
    if (ArrayBuffer.isView(values)) checkNumbers(name, values);
    else
      for (let at = 0; at < values.length; at += checkedAtOnce)
        checkNumbers(name, values.subarray(at, Math.min(values.length, at + checkedAtOnce)), at);
  }
}

/** The samples of these indices. */
function gathered({ samples }: Model, data: Data, indices: readonly number[]): Data {
  return Object.fromEntries(
    Object.entries(samples).map(([name, { shape, dtype = 'float32' }]) => {
      const width = sizeOf(shape);
      const rows = new Float64Array(indices.length * width);
      indices.forEach((i, k) => rows.set(data[name].subarray(i * width, (i + 1) * width), k * width));
      return [name, dtype === 'float32' ? rows : Int32Array.from(rows)];
    }),
  );
}

/**
 * The mean loss of any model over n samples, with exact derivatives in float64: by graphs on native TensorFlow, or
 * where tfjs has another backend by the same graphs in TypeScript.
 * @param data all samples by name, row-major, in memory or read batch by batch; they must not change
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
  let last: GraphLoss | undefined;
  const batch = (indices: readonly number[]) => {
    last?.dispose();
    last = new GraphLoss(graphsOf, gathered(model, data, indices), indices.length);
    return last;
  };
  const dispose = () => {
    last?.dispose();
    GraphLoss.prototype.dispose.call(loss);
    for (const graphs of made.values()) graphs.dispose();
    made.clear();
  };
  return Object.assign(loss, { batch, dispose, [Symbol.dispose]: dispose });
}
