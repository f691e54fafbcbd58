import * as tf from '@tensorflow/tfjs';
import type { Activation } from '../../math/activations.ts';
import { exact } from '../compile/exact.ts';
import { nativeOp } from '../compile/native-op.ts';

/** An activation σ on tensors, with derivatives from the pre-activations z and the values h = σ(z). */
interface TensorActivation {
  readonly value: (z: tf.Tensor) => tf.Tensor;
  /** upstream · σ′(z). */
  readonly pull: (upstream: tf.Tensor, z: tf.Tensor, h: tf.Tensor) => tf.Tensor;
  /** σ′(z); absent where it is 1. */
  readonly slope?: (z: tf.Tensor, h: tf.Tensor) => tf.Tensor;
  /** σ″(z) from σ′(z) as well; absent where it is 0, which for ReLU is almost everywhere. */
  readonly curvature?: (z: tf.Tensor, h: tf.Tensor, slope: tf.Tensor) => tf.Tensor;
}

/** An activation whose gradient TensorFlow has no single op for. */
function smooth(
  value: TensorActivation['value'],
  slope: NonNullable<TensorActivation['slope']>,
  curvature: NonNullable<TensorActivation['curvature']>,
): TensorActivation {
  return { value, slope, curvature, pull: (upstream, z, h) => tf.mul(upstream, slope(z, h)) };
}

const one = () => tf.scalar(1);
const twice = (z: tf.Tensor) => tf.mul(tf.scalar(2), z);
const positive = (z: tf.Tensor) => tf.cast(tf.greater(z, tf.scalar(0)), 'float32');
const gaussian = (z: tf.Tensor, scale: number, rate: number) =>
  tf.mul(exact(scale), tf.exp(tf.mul(exact(rate), tf.square(z))));
const density = (z: tf.Tensor) => gaussian(z, 1 / Math.sqrt(2 * Math.PI), -0.5);
const cumulative = (z: tf.Tensor) =>
  tf.mul(tf.scalar(0.5), tf.add(tf.erf(tf.mul(z, exact(Math.SQRT1_2))), one()));
const tanhSlope = (h: tf.Tensor) => tf.sub(one(), tf.square(h));
const sigmoidSlope = (h: tf.Tensor) => tf.mul(h, tf.sub(one(), h));

/** The activations of src/math/activations.ts in tensors; tfjs's own gradients have wrong gradients themselves. */
export const tensorActivations: Readonly<Record<Activation, TensorActivation>> = {
  identity: { value: (z) => z, pull: (upstream) => upstream },
  tanh: {
    // tfjs on wasm computes tanh one number after the other, and σ several at a time.
    value: (z) => nativeOp('Tanh', [z], () => [tf.sub(twice(tf.sigmoid(twice(z))), one())])[0],
    pull: (upstream, _z, h) => nativeOp('TanhGrad', [h, upstream], () => [tf.mul(upstream, tanhSlope(h))])[0],
    slope: (_z, h) => tanhSlope(h),
    curvature: (_z, h, slope) => tf.mul(tf.mul(tf.scalar(-2), h), slope),
  },
  relu: {
    value: tf.relu,
    pull: (upstream, z, h) => nativeOp('ReluGrad', [upstream, h], () => [tf.mul(upstream, positive(z))])[0],
    slope: positive,
  },
  softplus: smooth(tf.softplus, tf.sigmoid, (_z, _h, slope) => sigmoidSlope(slope)),
  erf: smooth(
    tf.erf,
    (z) => gaussian(z, 2 / Math.sqrt(Math.PI), -1),
    (z, _h, slope) => tf.mul(tf.mul(tf.scalar(-2), z), slope),
  ),
  sin: smooth(tf.sin, tf.cos, (_z, h) => tf.neg(h)),
  sigmoid: {
    value: tf.sigmoid,
    pull: (upstream, _z, h) =>
      nativeOp('SigmoidGrad', [h, upstream], () => [tf.mul(upstream, sigmoidSlope(h))])[0],
    slope: (_z, h) => sigmoidSlope(h),
    curvature: (_z, h, slope) => tf.mul(slope, tf.sub(one(), tf.mul(tf.scalar(2), h))),
  },
  gelu: smooth(
    (z) => tf.mul(z, cumulative(z)),
    (z) => tf.add(cumulative(z), tf.mul(z, density(z))),
    (z) => tf.mul(tf.sub(tf.scalar(2), tf.square(z)), density(z)),
  ),
};
