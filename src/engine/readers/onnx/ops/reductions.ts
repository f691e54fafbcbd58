import * as tf from '@tensorflow/tfjs';
import { exact } from '../../../compile/exact.ts';
import { axesFrom, axisFrom, type Call, type Op, type Ops } from '../node.ts';
import { normalised } from './images.ts';

/** The axes to reduce: an attribute, from opset 18 on (13 for sums) an input; all of them where there are none. */
function axesOf(call: Call, rank: number): number[] | undefined {
  const axes = call.integers('axes') ?? call.known(1);
  if (axes && axes.length > 0) return axesFrom(call, axes, rank);
  return call.integer('noop_with_empty_axes', 0) === 1
    ? undefined
    : Array.from({ length: rank }, (_, i) => i);
}

const reduced =
  (fn: (x: tf.Tensor, axes: number[], keep: boolean) => tf.Tensor): Op =>
  (call) => {
    const x = call.tensor(0);
    const axes = axesOf(call, x.rank);
    return [axes ? fn(x, axes, call.integer('keepdims', 1) === 1) : x];
  };

/** Softmax of any axis, for which it is made the last. */
const overAxis =
  (fn: (x: tf.Tensor) => tf.Tensor): Op =>
  (call) => {
    const x = call.tensor(0);
    const axis = axisFrom(call, call.integer('axis', -1), x.rank);
    if (axis === x.rank - 1) return [fn(x)];
    const order = Array.from({ length: x.rank }, (_, i) =>
      i === axis ? x.rank - 1 : i === x.rank - 1 ? axis : i,
    );
    return [tf.transpose(fn(tf.transpose(x, order)), order)];
  };

function layerNormalization(call: Call): tf.Tensor {
  const x = call.tensor(0);
  const axis = axisFrom(call, call.integer('axis', -1), x.rank);
  const axes = Array.from({ length: x.rank - axis }, (_, i) => axis + i);
  const y = tf.mul(normalised(x, axes, call.float('epsilon', 1e-5)), call.tensor(1));
  return call.has(2) ? tf.add(y, call.tensor(2)) : y;
}

function rmsNormalization(call: Call): tf.Tensor {
  const x = call.tensor(0);
  const axis = axisFrom(call, call.integer('axis', -1), x.rank);
  const axes = Array.from({ length: x.rank - axis }, (_, i) => axis + i);
  const square = tf.mean(tf.square(x), axes, true);
  return tf.mul(tf.div(x, tf.sqrt(tf.add(square, exact(call.float('epsilon', 1e-5))))), call.tensor(1));
}

function lpNormalization(call: Call): tf.Tensor {
  const x = call.tensor(0);
  const axis = axisFrom(call, call.integer('axis', -1), x.rank);
  const size =
    call.integer('p', 2) === 1 ? tf.sum(tf.abs(x), axis, true) : tf.sqrt(tf.sum(tf.square(x), axis, true));
  return tf.div(x, size);
}

export const reductions: Ops = {
  ReduceSum: reduced(tf.sum),
  ReduceMean: reduced(tf.mean),
  ReduceMax: reduced(tf.max),
  ReduceMin: reduced(tf.min),
  ReduceProd: reduced(tf.prod),
  ReduceSumSquare: reduced((x, axes, keep) => tf.sum(tf.square(x), axes, keep)),
  ReduceL1: reduced((x, axes, keep) => tf.sum(tf.abs(x), axes, keep)),
  ReduceL2: reduced((x, axes, keep) => tf.sqrt(tf.sum(tf.square(x), axes, keep))),
  ReduceLogSumExp: reduced((x, axes, keep) => tf.logSumExp(x, axes, keep)),
  ReduceLogSum: reduced((x, axes, keep) => tf.log(tf.sum(x, axes, keep))),
  Softmax: overAxis((x) => tf.softmax(x)),
  LogSoftmax: overAxis((x) => tf.logSoftmax(x)),
  LayerNormalization: (call) => [layerNormalization(call)],
  RMSNormalization: (call) => [rmsNormalization(call)],
  LpNormalization: (call) => [lpNormalization(call)],
};
