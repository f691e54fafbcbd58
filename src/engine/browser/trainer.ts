import * as tf from '@tensorflow/tfjs';
import { parameterCount } from '../../math/network-model.ts';
import { gaussianVector, random } from '../../math/random.ts';
import { checkFinite, checkLength, checkShapes } from '../../math/samples.ts';
import { warmEigenpairs } from '../../math/warm-lanczos.ts';
import type { Problem } from '../engine.ts';
import { descended } from '../network/gradients.ts';
import { hessianVectorProduct, linearise } from '../network/linearisation.ts';
import { openSamples } from '../network/samples.ts';
import { joinLayers, layersOfList, listLayers, splitLayers } from '../network/tensor-layers.ts';

/** Largest eigenvalue λ of the Hessian in float32, with ‖Hv − λv‖/|λ| and the products spent on it. */
interface Sharpness {
  readonly value: number;
  readonly residual: number;
  readonly products: number;
}

/** Full-batch gradient descent that goes on step by step, in float32 on whichever backend tfjs has. */
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
  checkLength('start', start, parameterCount(problem.model));
  checkShapes(problem.model, problem);
  const given = { x: problem.x, targets: problem.targets, start };
  for (const [name, values] of Object.entries(given)) checkFinite(name, values);
  const { samples, dispose } = openSamples(problem);
  const flat = () => tf.tidy(() => joinLayers(layersOfList(parameters)).dataSync<'float32'>().slice());
  const split = (vector: Float32Array) => splitLayers(samples.stages, tf.tensor1d(vector));
  let parameters = tf.tidy(() => listLayers(split(start)).map((tensor) => tf.keep(tensor.clone())));
  let vectors = [gaussianVector(start.length, random(seed, 'sharpness'))];

  return {
    step(learningRate) {
      const { loss, next } = tf.tidy(() => {
        const found = descended(samples, parameters, tf.scalar(learningRate / samples.n));
        return { loss: found.loss.dataSync()[0], next: found.next.map((tensor) => tf.keep(tensor)) };
      });
      tf.dispose(parameters);
      parameters = next;
      return loss;
    },
    sharpness() {
      const layers = layersOfList(parameters);
      const at = tf.tidy(() => linearise(samples, layers));
      let products = 0;
      const product = (v: Float64Array): Float64Array => {
        products++;
        return Float64Array.from(
          tf.tidy(() =>
            joinLayers(
              hessianVectorProduct(samples, layers, at, split(Float32Array.from(v))),
            ).dataSync<'float32'>(),
          ),
        );
      };
      try {
        const { eigenpairs: pairs } = warmEigenpairs(product, vectors, {
          count: kept,
          stop: { change: settled },
          maxProducts,
          search: false,
        });
        vectors = pairs.map(({ vector }) => vector);
        const [{ value, residual }] = pairs;
        return { value, residual, products };
      } finally {
        tf.dispose(Object.values(at));
      }
    },
    parameters: flat,
    dispose() {
      tf.dispose(parameters);
      dispose();
    },
  };
}
