import type * as tf from '@tensorflow/tfjs';
import type { HessianVectorProduct } from '../math/checked-product.ts';
import type { Loss, Precision } from '../math/loss.ts';
import { compile } from './compile/compile.ts';
import { grad, jvp } from './derivatives.ts';
import { taken } from './loss/tensor-batch.ts';

/** A Hessian-vector product by a graph of its own, which holds memory of TensorFlow until it is disposed of. */
export interface CompiledProduct extends HessianVectorProduct {
  dispose(): void;
  [Symbol.dispose](): void;
}

/**
 * v ↦ ∇²f(point)·v, exact but for rounding, as `topEigenpairs` and `lanczosQuadrature` take it.
 * @param of a loss, or a pure function of tfjs ops from a tensor [n] to one number; the product of a
 *   function is disposed of by its caller
 * @param point [n]; it may be changed afterwards
 * @param precision of the numbers, float64 unless told otherwise
 * @throws TypeError where the function gives anything but one number; Error that names an op without a derivative
 */
export function hessian(of: Loss, point: Float64Array, precision?: Precision): HessianVectorProduct;
export function hessian(
  of: (x: tf.Tensor1D) => tf.Tensor,
  point: Float64Array,
  precision?: Precision,
): CompiledProduct;
export function hessian(
  of: Loss | ((x: tf.Tensor1D) => tf.Tensor),
  point: Float64Array,
  precision: Precision = 'float64',
): HessianVectorProduct {
  if (typeof of !== 'function') return of.hessian(point, precision);
  const own = point.slice();
  const vector = { shape: [own.length] };
  const product = compile<[tf.Tensor1D, tf.Tensor1D], tf.Tensor, Precision>(
    (x, v) => jvp(grad(of), x, v).rate,
    [vector, vector],
    { precision, name: of.name || 'the function' },
  );
  const { dispose } = product;
  return Object.assign((v: Float64Array) => taken(product(own, v)), { dispose, [Symbol.dispose]: dispose });
}
