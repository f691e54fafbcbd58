import * as tf from '@tensorflow/tfjs';
import { exact } from '../../../compile/exact.ts';
import type { Call, Ops } from '../node.ts';

/** Products of the last two axes; vectors stand for a row on the left and a column on the right, as in NumPy. */
function matMul(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  const left = a.rank === 1 ? tf.reshape(a, [1, a.size]) : a;
  const right = b.rank === 1 ? tf.reshape(b, [b.size, 1]) : b;
  const y = tf.matMul(left, right);
  const dropped = [a.rank === 1 ? y.rank - 2 : -1, b.rank === 1 ? y.rank - 1 : -1];
  return a.rank > 1 && b.rank > 1
    ? y
    : tf.reshape(
        y,
        y.shape.filter((_, axis) => !dropped.includes(axis)),
      );
}

/** αA·B + βC, where C is passed over for β = 0. */
function gemm(call: Call): tf.Tensor {
  const [alpha, beta] = [call.float('alpha', 1), call.float('beta', 1)];
  const [a, b] = [call.tensor(0), call.tensor(1)];
  if (a.rank !== 2 || b.rank !== 2)
    call.fail(`multiplies [${a.shape.join(', ')}] and [${b.shape.join(', ')}], which are no two matrices`);
  const product = tf.matMul(a, b, call.integer('transA', 0) === 1, call.integer('transB', 0) === 1);
  const y = alpha === 1 ? product : tf.mul(exact(alpha), product);
  if (!call.has(2) || beta === 0) return y;
  return tf.add(y, beta === 1 ? call.tensor(2) : tf.mul(exact(beta), call.tensor(2)));
}

export const products: Ops = {
  MatMul: (call) => [matMul(call.tensor(0), call.tensor(1))],
  Gemm: (call) => [gemm(call)],
  Einsum: (call) => [tf.einsum(call.text('equation', '').replaceAll(' ', ''), ...call.tensors)],
};
