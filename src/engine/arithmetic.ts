import { createHash } from 'node:crypto';
import * as tf from '@tensorflow/tfjs';
import { activationNames } from '../math/activations.ts';
import { compile } from './compile/compile.ts';
import { Float64Tensor } from './compile/float64-tensor.ts';
import { nativeBackend } from './compile/native.ts';
import type { Precision } from './compile/signature.ts';
import { jvp } from './derivatives.ts';
import { tensorActivations } from './models/activations.ts';

/** Shape of the numbers: no multiple of a vector's width, and sums over several blocks of a matrix product. */
const shape = [13, 3001] as const;

/** Numbers in (−4, 4) without a pattern, by operations that every machine rounds alike. */
const numbers = Float64Array.from({ length: shape[0] * shape[1] }, (_, i) =>
  Math.fround(((i * 1.2345678) % 8) - 4),
);

/** What passes through networks consist of: matrix products, sums, and the functions of activations and losses. */
function everything(a: tf.Tensor): tf.Tensor {
  const rows = a as tf.Tensor2D;
  const few = tf.slice(rows, [0, 0], [1, shape[1]]);
  const curves = activationNames.flatMap((name) => {
    const value = tensorActivations[name];
    // Elsewhere TypeScript takes the derivatives, which rounds alike everywhere.
    if (!nativeBackend()) return [value(few)];
    const ones = tf.onesLike(few);
    const first = (x: tf.Tensor): tf.Tensor => jvp(value, x, ones).rate;
    return [value(few), first(few), jvp(first, few, ones).rate];
  });
  const filters = tf.reshape(tf.slice(rows, [0, 0], [1, 864]), [3, 3, 12, 8]);
  const batched = tf.reshape(tf.slice(rows, [0, 0], [12, 3000]), [60, 25, 24]);
  const all = [
    tf.matMul(rows, rows, false, true),
    tf.matMul(rows, tf.slice(rows, [0, 0], [shape[0], 5]), true, false),
    tf.matMul(tf.slice(rows, [0, 0], [5, shape[0]]), rows),
    tf.matMul(rows, tf.reshape(tf.slice(rows, [0, 0], [1, shape[1]]), [shape[1], 1])),
    tf.conv2d(
      tf.reshape(tf.slice(rows, [0, 0], [13, 2700]), [13, 15, 15, 12]) as tf.Tensor4D,
      filters as tf.Tensor4D,
      1,
      'same',
    ),
    tf.matMul(batched, batched, false, true),
    tf.sum(a),
    tf.sum(a, 0),
    tf.mean(a, 1),
    tf.softmax(rows),
    tf.logSumExp(a, 1),
    ...curves,
  ];
  return tf.concat(all.map((tensor) => tf.reshape(tensor, [tensor.size])));
}

function computed(precision: Precision): Float64Array | Float32Array {
  using compiled = compile(everything, [{ shape }], {
    precision,
    name: 'the arithmetic',
    eager: !nativeBackend(),
  });
  const result: tf.Tensor | Float64Tensor = compiled(numbers);
  const values = result instanceof Float64Tensor ? result.data() : result.dataSync<'float32'>().slice();
  result.dispose();
  return values;
}

/**
 * A fingerprint of what the backend's kernels give for fixed numbers in each of its precisions, eight hexadecimal digits.
 * They are chosen by the processor's instructions and caches, and lean on the system's mathematical library; where all of
 * that makes no difference to the last bit, neither does the fingerprint.
 */
export function arithmetic(): string {
  const hash = createHash('sha256');
  for (const precision of nativeBackend() ? (['float32', 'float64'] as const) : (['float32'] as const)) {
    const values = computed(precision);
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }
  return hash.digest('hex').slice(0, 8);
}
