import * as tf from '@tensorflow/tfjs';
import { exact } from '../compile/exact.ts';
import { compileLinearized, type Linearized } from '../compile/linearized.ts';
import { compileLoop } from '../compile/loop.ts';
import type { Precision, TensorSpec } from '../compile/signature.ts';
import { grad, jvp, onLine, valueAndGrad, vjp } from '../derivatives.ts';
import type { Model, Tensors } from '../models/model.ts';
import type { Part } from '../../math/loss.ts';
import { partsOf, sizeOfParts } from '../models/parts.ts';

/** A batch of samples of one size, of which graphs are made. */
export interface Batch {
  readonly model: Model;
  readonly parts: readonly Part[];
  readonly size: number;
}

export const batchOf = (model: Model, size: number): Batch => ({
  model,
  parts: partsOf(model.parameters),
  size,
});

/** Shapes and types of a batch's tensors, in the order of their names. */
export const sampleSpecs = ({ model, size }: Batch): TensorSpec[] =>
  Object.values(model.samples).map(({ shape, dtype = 'float32' }) => ({ shape: [size, ...shape], dtype }));

export const parameterSpec = ({ parts }: Batch): TensorSpec => ({
  shape: [sizeOfParts(parts)],
});

/** The loss as a function of a list of its parameters. */
export function lossOf({ model, parts, size }: Batch, samples: readonly tf.Tensor[]) {
  const batch: Tensors = Object.fromEntries(Object.keys(model.samples).map((name, i) => [name, samples[i]]));
  const examples = (list: readonly tf.Tensor[]) => {
    const losses = model.examples(Object.fromEntries(parts.map(({ name }, i) => [name, list[i]])), batch);
    if (losses.rank !== 1 || losses.shape[0] !== size)
      throw new TypeError(
        `a model's losses are one for each of ${size} samples, not [${losses.shape.join(', ')}]`,
      );
    return losses;
  };
  const loss = (list: readonly tf.Tensor[]) => tf.mul(exact(1 / size), tf.sum(examples(list)));
  return { examples, loss };
}

/** A flat vector as the list of its parts. */
function apart({ parts }: Batch, flat: tf.Tensor): tf.Tensor[] {
  const pieces = tf.split(
    flat,
    parts.map(({ size }) => size),
  );
  return pieces.map((piece, i) => tf.reshape(piece, [...parts[i].shape]));
}

const joined = (list: readonly tf.Tensor[]) =>
  tf.concat(list.map((tensor) => tf.reshape(tensor, [tensor.size])));

/** A function of samples and of what varies with each call. */
function ofSamples(
  batch: Batch,
  name: string,
  varying: readonly TensorSpec[],
  fn: (samples: readonly tf.Tensor[], ...varying: tf.Tensor[]) => readonly tf.Tensor[],
  precision: Precision = 'float64',
): Linearized {
  const fixed = sampleSpecs(batch);
  const flat = (...all: tf.Tensor[]) => fn(all.slice(0, fixed.length), ...all.slice(fixed.length));
  const signature = { fixed, varying };
  return compileLinearized(flat, signature, { name, precision });
}

/** Loss at flat parameters. */
export const valueGraph = (batch: Batch) =>
  ofSamples(batch, 'loss', [parameterSpec(batch)], (samples, parameters) => [
    lossOf(batch, samples).loss(apart(batch, parameters)),
  ]);

/** Loss and gradient [parameters] at flat parameters. */
export const gradientGraph = (batch: Batch) =>
  ofSamples(batch, 'gradient', [parameterSpec(batch)], (samples, parameters) => {
    const { value, gradient } = valueAndGrad(lossOf(batch, samples).loss)(apart(batch, parameters));
    return [value, joined(gradient)];
  });

/** Centre, direction and distances of `count` points of a line. */
const lineSpecs = (batch: Batch, count: number): TensorSpec[] => {
  const vector = parameterSpec(batch);
  return [vector, vector, { shape: [count] }];
};

/** Means [t] of the losses at centre + t·direction for `count` values of t, and the losses of all samples [t, n]. */
export const sliceGraph = (batch: Batch, count: number, precision: Precision = 'float64') =>
  ofSamples(
    batch,
    'slice',
    lineSpecs(batch, count),
    (samples, centre, direction, t) => {
      const { examples } = lossOf(batch, samples);
      const at = (point: tf.Tensor) => examples(apart(batch, point));
      const losses = tf.stack(onLine(at, centre, direction, tf.unstack(t)));
      return [tf.mul(exact(1 / batch.size), tf.sum(losses, 1)), losses];
    },
    precision,
  );

/** f′(t) at centre + t·direction for `count` values of t. */
export const slopeGraph = (batch: Batch, count: number) =>
  ofSamples(batch, 'slopes', lineSpecs(batch, count), (samples, centre, direction, t) => {
    const { loss } = lossOf(batch, samples);
    const whole = (flat: tf.Tensor) => loss(apart(batch, flat));
    const slope = (point: tf.Tensor) => jvp(whole, point, direction).rate;
    return [tf.stack(onLine(slope, centre, direction, tf.unstack(t)))];
  });

/** ∇²L(θ)·v from the parts of θ and v. */
function product(
  batch: Batch,
  samples: readonly tf.Tensor[],
  parameters: tf.Tensor,
  v: tf.Tensor,
): tf.Tensor {
  const gradient = grad(lossOf(batch, samples).loss);
  return joined(jvp(gradient, apart(batch, parameters), apart(batch, v)).rate);
}

/** Hessian-vector products from θ and v. */
export const productGraph = (batch: Batch, precision: Precision) => {
  const vector = parameterSpec(batch);
  const fn = (samples: readonly tf.Tensor[], ...at: tf.Tensor[]) => [product(batch, samples, at[0], at[1])];
  return ofSamples(batch, 'Hessian-vector product', [vector, vector], fn, precision);
};

/** ∇³L(θ)[u, u] from θ and u: the rate of the Hessian-vector product along u. */
export const thirdGraph = (batch: Batch) => {
  const vector = parameterSpec(batch);
  return ofSamples(batch, 'third derivative', [vector, vector], (samples, parameters, u) => {
    const along = (point: tf.Tensor) => product(batch, samples, point, u);
    return [jvp(along, parameters, u).rate];
  });
};

/** Hessian-vector products at a point, of which what they share is computed once: of samples and θ, then of v. */
export function hessianGraph(batch: Batch, precision: Precision): Linearized {
  const fn = (...all: tf.Tensor[]) => [product(batch, all.slice(0, -2), all.at(-2)!, all.at(-1)!)];
  const vector = parameterSpec(batch);
  const signature = { fixed: [...sampleSpecs(batch), vector], varying: [vector] };
  const name = 'Hessian-vector product';
  return compileLinearized(fn, signature, { name, precision });
}

/** Gradient descent in float32: from the parts of θ to the next ones, with the loss before each update. */
export function descentLoop(batch: Batch, steps: number) {
  const step = (list: tf.Tensor[], [rate]: tf.Tensor[], samples: tf.Tensor[]) => {
    // The learning rate goes in where the gradient is smallest, at the outputs.
    const { value, pulled } = vjp(lossOf(batch, samples).loss, list as readonly tf.Tensor[], rate);
    return { carry: list.map((part, i) => tf.sub(part, pulled[i])), results: [value] };
  };
  const carry = batch.parts.map(({ shape }) => ({ shape }));
  const signature = { carry, each: [{ shape: [] }], shared: sampleSpecs(batch) };
  return compileLoop(step, signature, steps, { name: 'gradient descent' });
}

/**
 * Gradient descent on flat parameters in float64; each step gives its loss and the parameters after it. Shared by all
 * steps: learning rate, correction of the gradient, samples.
 */
export function trajectoryLoop(batch: Batch, steps: number) {
  const step = (
    [parameters]: tf.Tensor[],
    _each: tf.Tensor[],
    [rate, correction, ...samples]: tf.Tensor[],
  ) => {
    const { value, gradient } = valueAndGrad(lossOf(batch, samples).loss)(apart(batch, parameters));
    const next = tf.sub(parameters, tf.mul(rate, tf.add(joined(gradient), correction)));
    return { carry: [next], results: [value, next] };
  };
  const vector = parameterSpec(batch);
  const signature = { carry: [vector], shared: [{ shape: [] }, vector, ...sampleSpecs(batch)] };
  return compileLoop(step, signature, steps, { precision: 'float64', name: 'trajectory' });
}
