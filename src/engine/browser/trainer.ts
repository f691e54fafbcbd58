import * as tf from '@tensorflow/tfjs';
import { linearise } from '../../math/network.ts';
import { simdProducts } from '../../math/products/simd-products.ts';
import { gaussianVector, random } from '../../math/random.ts';
import { checkFinite, checkLength, checkShapes } from '../../math/samples.ts';
import { warmEigenpairs } from '../../math/warm-lanczos.ts';
import type { Problem } from '../engine.ts';
import { partsOf, sizeOfParts } from '../models/parts.ts';
import { networkModel } from '../models/network.ts';

/** Largest eigenvalue λ of the Hessian, with ‖Hv − λv‖/|λ| and the products spent on it. */
interface Sharpness {
  readonly value: number;
  readonly residual: number;
  readonly products: number;
}

/**
 * Full-batch gradient descent that goes on step by step, in float32 on whichever backend tfjs has, by tfjs's own gradients;
 * second derivatives, in which tfjs errs, are those of src/math in float64.
 */
export interface Trainer {
  /** One step of size `learningRate`; the loss before it. */
  step(learningRate: number): number;
  /** At the parameters reached; each search starts from the eigenvectors of the one before. */
  sharpness(): Sharpness;
  /** Flat in the order W0, b0, W1, b1, … */
  parameters(): Float32Array;
  dispose(): void;
}

/** Eigenvectors handed on to the next search, so that it finds the top one when two have changed places. */
const kept = 3;
/** The top eigenvalue is known when five more products change it by less than this, relatively. */
const settled = 1e-4;
const maxProducts = 60;

/**
 * A trainer at `start`; `seed` is that of the first search for the sharpness.
 * @throws RangeError that names what does not fit the network, or is not finite
 */
export function trainer(problem: Problem, start: Float32Array, seed: number): Trainer {
  const model = networkModel(problem.model);
  const parts = partsOf(model.parameters);
  checkLength('start', start, sizeOfParts(parts));
  checkShapes(problem.model, problem);
  const given = { x: problem.x, targets: problem.targets, start };
  for (const [name, values] of Object.entries(given)) checkFinite(name, values);
  const { n, x, targets } = problem;
  const doubled = { n, x: Float64Array.from(x), targets: Float64Array.from(targets) };
  const products = simdProducts();
  const batch = { x: tf.tensor2d(x, [n, x.length / n]), y: tf.tensor2d(targets, [n, targets.length / n]) };
  let parameters = parts.map(({ offset, size, shape }) =>
    tf.tensor(start.slice(offset, offset + size), [...shape]),
  );
  const slope = tf.valueAndGrads((...list: tf.Tensor[]) => {
    const byName = Object.fromEntries(parts.map(({ name }, i) => [name, list[i]]));
    return tf.mean<tf.Scalar>(model.examples(byName, batch));
  });
  const flat = () => {
    const numbers = new Float32Array(start.length);
    parameters.forEach((tensor, i) => numbers.set(tensor.dataSync<'float32'>(), parts[i].offset));
    return numbers;
  };
  let vectors = [gaussianVector(start.length, random(seed, 'sharpness'))];

  return {
    step(learningRate) {
      const { loss, next } = tf.tidy(() => {
        const { value, grads } = slope(parameters);
        const moved = parameters.map((part, i) => tf.keep(tf.sub(part, tf.mul(learningRate, grads[i]))));
        return { loss: value.dataSync()[0], next: moved };
      });
      tf.dispose(parameters);
      parameters = next;
      return loss;
    },
    sharpness() {
      const at = linearise(problem.model, doubled, Float64Array.from(flat()), products);
      let count = 0;
      const product = (v: Float64Array): Float64Array => {
        count++;
        return at.hessianVectorProduct(v);
      };
      const { eigenpairs: pairs } = warmEigenpairs(product, vectors, {
        count: kept,
        stop: { change: settled },
        maxProducts,
        search: false,
      });
      vectors = pairs.map(({ vector }) => vector);
      const [{ value, residual }] = pairs;
      return { value, residual, products: count };
    },
    parameters: flat,
    dispose() {
      tf.dispose([...parameters, batch.x, batch.y]);
    },
  };
}
