import * as tf from '@tensorflow/tfjs';
import { compile } from '../compile/compile.ts';
import { Float64Tensor } from '../compile/float64-tensor.ts';
import { sizeOf } from '../graph/value.ts';
import type { Data } from '../loss/tensor-batch.ts';
import type { TrainedNetwork } from './trained-network.ts';

/** Outputs [n, outputs] of a network for samples x, in float64, batch by batch; the last one may be smaller. */
export function networkOutputs(
  network: TrainedNetwork,
  point: Float64Array,
  x: Data[string],
  { n, batchSize }: { readonly n: number; readonly batchSize: number },
): Float64Array {
  const { input, outputs, parameters } = network;
  const width = sizeOf(input.shape);
  const values = new Float64Array(n * outputs);
  const names = Object.keys(parameters);
  const sizes = names.map((name) => sizeOf(parameters[name]));
  const forward = (size: number) =>
    compile(
      (flat: tf.Tensor, batch: tf.Tensor) => {
        const pieces = tf.split(flat, sizes).map((piece, i) => tf.reshape(piece, [...parameters[names[i]]]));
        const given = Object.fromEntries(names.map((name, i) => [name, pieces[i]]));
        return tf.reshape(network.forward(given, batch), [size, outputs]);
      },
      [{ shape: [point.length] }, { shape: [size, ...input.shape], dtype: input.dtype ?? 'float32' }],
      { precision: 'float64', name: 'outputs' },
    );
  const run = (first: number, size: number, fn: ReturnType<typeof forward>) => {
    const rows = x.subarray(first * width, (first + size) * width);
    const batch =
      input.dtype === 'int32'
        ? tf.tensor(Int32Array.from(rows), [size, ...input.shape], 'int32')
        : Float64Tensor.from(Float64Array.from(rows), [size, ...input.shape]);
    const result = fn(point, batch);
    values.set(result.data(), first * outputs);
    result.dispose();
    batch.dispose();
  };
  const whole = n - (n % batchSize);
  if (whole > 0) {
    using fn = forward(batchSize);
    for (let first = 0; first < whole; first += batchSize) run(first, batchSize, fn);
  }
  if (whole < n) {
    using fn = forward(n - whole);
    run(whole, n - whole, fn);
  }
  return values;
}
