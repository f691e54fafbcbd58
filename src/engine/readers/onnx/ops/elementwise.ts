import * as tf from '@tensorflow/tfjs';
import { exact } from '../../../compile/exact.ts';
import type { Call, Op, Ops } from '../node.ts';

const unary =
  (fn: (x: tf.Tensor) => tf.Tensor): Op =>
  (call) => [fn(call.tensor(0))];

const binary =
  (fn: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): Op =>
  (call) => [fn(call.tensor(0), call.tensor(1))];

const several =
  (fn: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): Op =>
  (call) => [call.tensors.reduce(fn)];

const times = (factor: number, x: tf.Tensor) => tf.mul(exact(factor), x);
const plus = (term: number, x: tf.Tensor) => tf.add(exact(term), x);

/** Whole numbers are divided towards zero. */
function quotient(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  if (a.dtype !== 'int32') return tf.div(a, b);
  // The quotient of tfjs is rounded down.
  return tf.mul(tf.mul(tf.sign(a), tf.sign(b)), tf.floorDiv(tf.abs(a), tf.abs(b)));
}

/** max(low, min(high, x)) with the bounds that are there. */
function clipped(x: tf.Tensor, low: tf.Tensor | undefined, high: tf.Tensor | undefined): tf.Tensor {
  const above = low ? tf.maximum(x, low) : x;
  return high ? tf.minimum(above, high) : above;
}

/** ½x(1 + erf(x/√2)), or its approximation by tanh (Hendrycks and Gimpel 2016). */
function gelu(call: Call): tf.Tensor {
  const x = call.tensor(0);
  if (call.text('approximate', 'none') === 'none')
    return tf.mul(times(0.5, x), plus(1, tf.erf(times(Math.SQRT1_2, x))));
  const inner = tf.add(x, times(0.044715, tf.mul(x, tf.square(x))));
  return tf.mul(times(0.5, x), plus(1, tf.tanh(times(Math.sqrt(2 / Math.PI), inner))));
}

/** αx + β between 0 and 1. */
const hardSigmoid = (x: tf.Tensor, alpha: number, beta: number) =>
  clipped(plus(beta, times(alpha, x)), exact(0), exact(1));

/** x where positive, else `rest` of it. */
const positiveOr = (x: tf.Tensor, rest: tf.Tensor) => tf.where(tf.greater(x, exact(0)), x, rest);

/** e^x − 1 of what is not positive: elsewhere it might overflow, and spoil the derivative. */
const bounded = (x: tf.Tensor) => tf.expm1(tf.minimum(x, exact(0)));

function softplusOf(x: tf.Tensor): tf.Tensor {
  return tf.softplus(x);
}

function cast(call: Call): tf.Tensor {
  const to = call.integer('to', 1);
  const x = call.tensor(0);
  if (to === 9) return tf.cast(x, 'bool');
  return tf.cast(x, [1, 10, 11, 16].includes(to) ? 'float32' : 'int32');
}

export const elementwise: Ops = {
  Add: binary(tf.add),
  Sub: binary(tf.sub),
  Mul: binary(tf.mul),
  Div: binary(quotient),
  Pow(call) {
    const [exponent] = call.held[1] && 'numbers' in call.held[1] ? call.held[1].numbers : [];
    const x = call.tensor(0);
    return [
      exponent === 2 && call.held[1]!.shape.length === 0
        ? tf.square(x)
        : tf.pow(x, tf.cast(call.tensor(1), x.dtype)),
    ];
  },
  Sum: several(tf.add),
  Max: several(tf.maximum),
  Min: several(tf.minimum),
  Mean: (call) => [
    times(
      1 / call.held.length,
      call.tensors.reduce((a, b) => tf.add(a, b)),
    ),
  ],
  Neg: unary(tf.neg),
  Abs: unary(tf.abs),
  Sqrt: unary(tf.sqrt),
  Reciprocal: unary(tf.reciprocal),
  Exp: unary(tf.exp),
  Log: unary(tf.log),
  Sin: unary(tf.sin),
  Cos: unary(tf.cos),
  Tan: unary(tf.tan),
  Sinh: unary(tf.sinh),
  Cosh: unary(tf.cosh),
  Asin: unary(tf.asin),
  Acos: unary(tf.acos),
  Atan: unary(tf.atan),
  Erf: unary(tf.erf),
  Tanh: unary(tf.tanh),
  Sigmoid: unary(tf.sigmoid),
  Relu: unary(tf.relu),
  Floor: unary(tf.floor),
  Ceil: unary(tf.ceil),
  Round: unary(tf.round),
  Sign: unary(tf.sign),
  Softplus: unary(softplusOf),
  Softsign: unary((x) => tf.div(x, plus(1, tf.abs(x)))),
  LeakyRelu: (call) => {
    const x = call.tensor(0);
    return [positiveOr(x, times(call.float('alpha', 0.01), x))];
  },
  PRelu: (call) => {
    const x = call.tensor(0);
    return [positiveOr(x, tf.mul(call.tensor(1), x))];
  },
  Elu: (call) => {
    const x = call.tensor(0);
    return [positiveOr(x, times(call.float('alpha', 1), bounded(x)))];
  },
  Celu: (call) => {
    const [x, alpha] = [call.tensor(0), call.float('alpha', 1)];
    return [positiveOr(x, times(alpha, bounded(times(1 / alpha, x))))];
  },
  Selu: (call) => {
    const [x, alpha] = [call.tensor(0), call.float('alpha', 1.6732632423543772)];
    return [times(call.float('gamma', 1.0507009873554805), positiveOr(x, times(alpha, bounded(x))))];
  },
  ThresholdedRelu: (call) => {
    const [x, alpha] = [call.tensor(0), exact(call.float('alpha', 1))];
    return [tf.where(tf.greater(x, alpha), x, tf.mul(exact(0), x))];
  },
  Gelu: (call) => [gelu(call)],
  HardSigmoid: (call) => [hardSigmoid(call.tensor(0), call.float('alpha', 0.2), call.float('beta', 0.5))],
  HardSwish: unary((x) => tf.mul(x, hardSigmoid(x, 1 / 6, 0.5))),
  Mish: unary((x) => tf.mul(x, tf.tanh(tf.softplus(x)))),
  Swish: (call) => {
    const x = call.tensor(0);
    return [tf.mul(x, tf.sigmoid(times(call.float('alpha', 1), x)))];
  },
  Clip: (call) => [
    clipped(
      call.tensor(0),
      call.has(1) ? call.tensor(1) : undefined,
      call.has(2) ? call.tensor(2) : undefined,
    ),
  ],
  Equal: binary(tf.equal),
  Greater: binary(tf.greater),
  GreaterOrEqual: binary(tf.greaterEqual),
  Less: binary(tf.less),
  LessOrEqual: binary(tf.lessEqual),
  And: binary(tf.logicalAnd),
  Or: binary(tf.logicalOr),
  Xor: binary(tf.logicalXor),
  Not: unary(tf.logicalNot),
  Where: (call) => [tf.where(call.tensor(0), call.tensor(1), call.tensor(2))],
  Cast: (call) => [cast(call)],
  CastLike: (call) => [tf.cast(call.tensor(0), call.tensor(1).dtype)],
};
