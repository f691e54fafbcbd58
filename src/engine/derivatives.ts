import type * as tf from '@tensorflow/tfjs';
import { flatten } from './compile/outputs.ts';
import type { Mapped, Outputs } from './compile/signature.ts';
import { recorderFor } from './compile/tracing.ts';
import { filled, identity, unary, zeros } from './graph/build.ts';
import { gradientsOf, ratesOf } from './graph/derive.ts';
import { alongLine } from './graph/linearize.ts';
import { isFloat, same, type Value } from './graph/value.ts';

/** A tensor for each one of X. */
type Like<X extends Outputs> = Mapped<X, tf.Tensor>;

/** Runs a function on views of its own of x, by which it can be differentiated. */
function traced<X extends Outputs, Y>(what: string, fn: (x: X) => Y, x: X) {
  const recorder = recorderFor(what);
  const { tensors, rebuild } = flatten(`the point of ${what}`, x);
  const at = tensors.map((tensor) => {
    if (tensor.dtype !== 'float32')
      throw new TypeError(`${what} is taken by numbers, not by ${tensor.dtype} tensors`);
    return identity(recorder.valueOf(tensor));
  });
  const y = fn(rebuild(at.map((value) => recorder.tensorOf(value))) as X);
  const rates = (v: Outputs): Value[] => {
    const along = flatten('the rate of the point', v).tensors.map((tensor) => recorder.valueOf(tensor));
    if (along.length !== at.length || !along.every(({ shape }, i) => same(shape, at[i].shape)))
      throw new TypeError('the rate of a point has the shapes of the point');
    return along;
  };
  return { recorder, at, y, rebuild, rates };
}

const isTensor = (y: unknown): y is tf.Tensor => typeof y === 'object' && y !== null && 'dataId' in y;

/**
 * Value y of a function, and Σ cotangent ∘ ∂y/∂x: reverse mode, from forward rules that are transposed.
 * @param fn a pure function of a tensor, or of several in an array or a record; what else it uses counts as constant
 * @param cotangent of the shape of y
 * @throws TypeError where the shapes do not fit; Error that names an op without a rule, and the line that called it; Error
 * outside of a function that is being compiled
 */
export function vjp<X extends Outputs>(
  fn: (x: X) => tf.Tensor,
  x: X,
  cotangent: tf.Tensor,
): { readonly value: tf.Tensor; readonly pulled: Like<X> } {
  const { recorder, at, y, rebuild } = traced('a gradient', fn, x);
  const [value, pulled] = [y, cotangent].map((tensor) => recorder.valueOf(tensor));
  if (!same(value.shape, pulled.shape)) throw new TypeError('the cotangent of a value has its shape');
  const gradients = gradientsOf([value], [pulled], at);
  return { value: y, pulled: rebuild(gradients.map((one, i) => recorder.tensorOf(one ?? zeros(at[i])))) };
}

/**
 * Value and gradient of a function of one number as result; the gradient has the shape and structure of x.
 * @throws as `vjp` does, and TypeError where the result is anything else
 */
export function valueAndGrad<X extends Outputs>(
  fn: (x: X) => tf.Tensor,
): (x: X) => { readonly value: tf.Tensor; readonly gradient: Like<X> } {
  return (x) => {
    const recorder = recorderFor('a gradient');
    const one = recorder.tensorOf(filled(recorder.numberType, 1));
    const number = (at: X) => {
      const y = fn(at);
      const found = isTensor(y) ? `${y.dtype} [${y.shape.join(', ')}]` : typeof y;
      if (!isTensor(y) || y.rank > 0 || y.dtype !== 'float32')
        throw new TypeError(`a gradient is that of one number, not of ${found}`);
      return y;
    };
    const { value, pulled } = vjp(number, x, one);
    return { value, gradient: pulled };
  };
}

/** The gradient alone. */
export function grad<X extends Outputs>(fn: (x: X) => tf.Tensor): (x: X) => Like<X> {
  const both = valueAndGrad(fn);
  return (x) => both(x).gradient;
}

/**
 * Value of a function at x, and its rate of change where x changes at the rate v: forward mode. Derivatives compose: the
 * Hessian-vector product of a loss is `jvp(grad(loss), x, v).rate`, and ∇³L[v, v] the rate of that along v once more.
 * @param v of the shape and structure of x
 * @throws as `vjp` does
 */
export function jvp<X extends Outputs, Y extends Outputs>(
  fn: (x: X) => Y,
  x: X,
  v: Like<X>,
): { readonly value: Y; readonly rate: Like<Y> } {
  const { recorder, at, y, rates } = traced('a rate', fn, x);
  const along = rates(v as Outputs);
  const outputs = flatten('a function with a rate', y);
  const values = outputs.tensors.map((tensor) => recorder.valueOf(tensor));
  const rate = ratesOf(values, new Map(at.map((value, i) => [value, along[i]])));
  const rateOf = (value: Value) => (isFloat(value) ? rate(value) : undefined) ?? zeros(value);
  return { value: y, rate: outputs.rebuild(values.map((value) => recorder.tensorOf(rateOf(value)))) };
}

/**
 * A function's values at x + t·v for each distance t; what is linear along the line is computed once for all of them.
 * @param distances numbers, as tensors
 * @throws as `jvp` does
 */
export function onLine<X extends Outputs>(
  fn: (x: X) => tf.Tensor,
  x: X,
  v: Like<X>,
  distances: readonly tf.Tensor[],
): tf.Tensor[] {
  const { recorder, at, y, rates } = traced('a line', fn, x);
  const along = rates(v as Outputs);
  const line = new Map(at.map((value, i) => [value, along[i]]));
  const t = distances.map((tensor) => recorder.valueOf(tensor));
  return alongLine([recorder.valueOf(y)], line, t).map(([value]) => recorder.tensorOf(value));
}

/** A tensor that counts as constant in every derivative. */
export function stopGradient(x: tf.Tensor): tf.Tensor {
  const recorder = recorderFor('stopGradient');
  return recorder.tensorOf(unary('StopGradient', recorder.valueOf(x)));
}
