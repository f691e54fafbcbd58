import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import type { MlpModel } from '../math/network.ts';
import type { Engine, GradientDescentOptions, GradientDescentResult, Problem } from './engine.ts';
import { reference } from './reference.ts';
import type { Runtime } from './runtime.ts';

type Tf = Runtime['tf'];

/** A loss this many times the first one is taken as divergence. */
const divergenceFactor = 1e6;

/** Weights and biases as tensors, in the order W0, b0, W1, b1, … */
function toTensors(tf: Tf, { layers }: MlpModel, flat: Float32Array): Tensor[] {
  let offset = 0;
  const take = (length: number) => flat.slice(offset, (offset += length));
  return layers.slice(1).flatMap((outputs, l) => {
    const weights = tf.tensor2d(take(layers[l] * outputs), [layers[l], outputs]);
    return [weights, tf.tensor1d(take(outputs))];
  });
}

function toFlat(tensors: readonly Tensor[]): Float32Array {
  const parts = tensors.map((tensor) => tensor.dataSync<'float32'>());
  const flat = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((offset, part) => (flat.set(part, offset), offset + part.length), 0);
  return flat;
}

function activate(tf: Tf, { activation }: MlpModel, z: Tensor2D): Tensor2D {
  switch (activation) {
    case 'identity':
      return z;
    case 'tanh':
      return tf.tanh(z);
    case 'relu':
      return tf.relu(z);
    case 'sigmoid':
      return tf.sigmoid(z);
    case 'softplus':
      return tf.softplus(z);
    case 'erf':
      return tf.erf(z);
    case 'sin':
      return tf.sin(z);
    case 'gelu':
      return tf.mul(tf.mul(z, 0.5), tf.add(tf.erf(tf.div(z, Math.SQRT2)), 1));
  }
}

function meanLoss(
  tf: Tf,
  { model, n }: Problem,
  x: Tensor2D,
  targets: Tensor2D,
  parameters: Tensor[],
): Tensor {
  let h = x;
  for (let l = 0; l < parameters.length; l += 2) {
    h = tf.add(tf.matMul(h, parameters[l] as Tensor2D), parameters[l + 1]);
    if (l + 2 < parameters.length) h = activate(tf, model, h);
  }
  if (model.loss === 'mse') return tf.div(tf.sum(tf.square(tf.sub(h, targets))), 2 * n);
  return tf.div(tf.neg(tf.sum(tf.mul(targets, tf.logSoftmax(h)))), n);
}

/** Gradient descent op by op: the same on every backend, and slow. */
function gradientDescent(
  tf: Tf,
  problem: Problem,
  start: Float32Array,
  options: GradientDescentOptions,
): GradientDescentResult {
  const { learningRate, steps, stopBelow = -Infinity, initialLoss } = options;
  const { model, n, x, targets } = problem;
  const losses: number[] = [];
  const finish = (status: GradientDescentResult['status'], parameters: Tensor[]) => ({
    status,
    parameters: toFlat(parameters),
    losses: Float64Array.from(losses),
  });
  tf.engine().startScope();
  try {
    const inputs = tf.tensor2d(x, [n, model.layers[0]]);
    const outputs = tf.tensor2d(targets, [n, model.layers.at(-1)!]);
    let parameters = toTensors(tf, model, start);
    const gradients = tf.valueAndGrads((...p: Tensor[]) =>
      meanLoss(tf, problem, inputs, outputs, p).asScalar(),
    );
    for (let step = 0; step < steps; step++) {
      const previous = parameters;
      const [value, ...next] = tf.tidy(() => {
        const { value: mean, grads } = gradients(previous);
        return [mean, ...previous.map((p, i) => tf.sub(p, tf.mul(grads[i], learningRate)))];
      });
      const loss = value.dataSync()[0];
      losses.push(loss);
      if (!(loss <= divergenceFactor * (initialLoss ?? losses[0]))) return finish('diverged', previous);
      tf.dispose([value, ...previous]);
      parameters = next;
      if (loss < stopBelow) return finish('reached', parameters);
    }
    return finish('steps done', parameters);
  } finally {
    tf.engine().endScope();
  }
}

/** An engine that runs on any backend: eager tfjs in float32, plain TypeScript in float64. */
export function eagerEngine({ tf, backend }: Runtime): Engine {
  return {
    backend,
    gradientDescent: async (problem, start, options) => gradientDescent(tf, problem, start, options),
    ...reference,
  };
}
