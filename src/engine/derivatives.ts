import type * as tf from '@tensorflow/tfjs';
import { flatten } from './compile/outputs.ts';
import type { Mapped, Outputs } from './compile/signature.ts';
import { recorderFor } from './compile/trace.ts';
import { filled, identity, unary, zeros } from './graph/build.ts';
import { gradientsOf, ratesOf } from './graph/derive.ts';
import { isFloat, same } from './graph/value.ts';

/** A function of a tensor, or of several in an array or a record, for each of which a derivative is taken. */
type Function<X extends Outputs, Y> = (x: X) => Y;

/** Runs a function on views of its own of x, by which it can be differentiated. */
function traced<X extends Outputs, Y>(what: string, fn: Function<X, Y>, x: X) {
  const recorder = recorderFor(what);
  const { tensors, rebuild } = flatten(`the point of ${what}`, x);
  const at = tensors.map((tensor) => {
    if (tensor.dtype !== 'float32')
      throw new TypeError(`${what} is taken by numbers, not by ${tensor.dtype} tensors`);
    return identity(recorder.valueOf(tensor));
  });
  const y = fn(rebuild(at.map((value) => recorder.tensorOf(value))) as X);
  return { recorder, at, y, rebuild };
}

const isTensor = (y: unknown): y is tf.Tensor => typeof y === 'object' && y !== null && 'dataId' in y;

/**
 * Value and gradient of a scalar function, from forward rules that are transposed: reverse mode.
 * @param fn a pure function of tensors; what it uses beside its argument counts as constant
 * @returns a function for use inside of what `compile` is given; `gradient` is of the shape and structure of x
 * @throws TypeError where fn does not give one number; Error that names an op without a rule, and the line that called it
 */
export function valueAndGrad<X extends Outputs>(
  fn: Function<X, tf.Tensor>,
): (x: X) => { readonly value: tf.Tensor; readonly gradient: Mapped<X, tf.Tensor> } {
  return (x) => {
    const { recorder, at, y, rebuild } = traced('a gradient', fn, x);
    if (!isTensor(y) || y.size !== 1 || y.dtype !== 'float32')
      throw new TypeError(
        `a gradient is that of one number, not of ${isTensor(y) ? `${y.dtype} [${y.shape.join(', ')}]` : typeof y}`,
      );
    const value = recorder.valueOf(y);
    const gradients = gradientsOf([value], [filled(value, 1)], at);
    const tensors = gradients.map((gradient, i) => recorder.tensorOf(gradient ?? zeros(at[i])));
    return { value: recorder.tensorOf(value), gradient: rebuild(tensors) };
  };
}

/** The gradient alone. */
export function grad<X extends Outputs>(fn: Function<X, tf.Tensor>): (x: X) => Mapped<X, tf.Tensor> {
  const both = valueAndGrad(fn);
  return (x) => both(x).gradient;
}

/**
 * Value of a function at x, and its rate of change where x changes at the rate v: forward mode. Derivatives compose: the
 * Hessian-vector product of a loss is `jvp(grad(loss), x, v).rate`, and ∇³L[v, v] the rate of that along v once more.
 * @param v of the shape and structure of x
 * @throws as `valueAndGrad` does, and TypeError where v is not like x
 */
export function jvp<X extends Outputs, Y extends Outputs>(
  fn: Function<X, Y>,
  x: X,
  v: Mapped<X, tf.Tensor>,
): { readonly value: Y; readonly rate: Mapped<Y, tf.Tensor> } {
  const { recorder, at, y } = traced('a rate', fn, x);
  const along = flatten('the rate of the point', v as Outputs).tensors.map((tensor) =>
    recorder.valueOf(tensor),
  );
  const fits = along.length === at.length && along.every(({ shape }, i) => same(shape, at[i].shape));
  if (!fits) throw new TypeError('the rate of a point must have the shapes of the point');
  const outputs = flatten('a function with a rate', y);
  const values = outputs.tensors.map((tensor) => recorder.valueOf(tensor));
  const rate = ratesOf(values, new Map(at.map((value, i) => [value, along[i]])));
  const rates = values.map((value) =>
    recorder.tensorOf((isFloat(value) ? rate(value) : undefined) ?? zeros(value)),
  );
  return { value: y, rate: outputs.rebuild(rates) };
}

/** A tensor that counts as constant in every derivative. */
export function stopGradient(x: tf.Tensor): tf.Tensor {
  const recorder = recorderFor('stopGradient');
  return recorder.tensorOf(unary('StopGradient', recorder.valueOf(x)));
}
