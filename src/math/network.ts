import { activations, type Activation } from './activations.ts';
import { columnSums, multiply, multiplyTransposedLeft, transpose } from './matrix.ts';
import { outputLosses, type LossName } from './output-losses.ts';
import type { Random } from './random.ts';

/** A fully connected network; `layers` runs from inputs to outputs, the last layer is linear. */
export interface MlpModel {
  readonly kind: 'mlp';
  readonly layers: readonly number[];
  readonly activation: Activation;
  readonly loss: LossName;
}

/** Samples: `x` [n, inputs] and `targets` [n, outputs], row-major. */
export interface Samples {
  readonly n: number;
  readonly x: Float64Array;
  readonly targets: Float64Array;
}

/** One layer's weights W [inputs, outputs] and biases b [outputs], views into a flat parameter vector. */
export interface Layer {
  readonly weights: Float64Array;
  readonly biases: Float64Array;
}

/** Number of weights and biases. */
export function parameterCount(model: MlpModel): number {
  return model.layers.slice(1).reduce((sum, outputs, l) => sum + (model.layers[l] + 1) * outputs, 0);
}

/** Splits a flat vector in the order W0, b0, W1, b1, … into its layers without copying. */
export function layersOf(model: MlpModel, parameters: Float64Array): Layer[] {
  let offset = 0;
  const take = (length: number) => parameters.subarray(offset, (offset += length));
  return model.layers.slice(1).map((outputs, l) => {
    const weights = take(model.layers[l] * outputs);
    return { weights, biases: take(outputs) };
  });
}

/** Weights N(0, 1/inputs), biases 0. */
export function initialParameters(model: MlpModel, source: Random): Float64Array {
  const parameters = new Float64Array(parameterCount(model));
  layersOf(model, parameters).forEach(({ weights }, l) => {
    for (let i = 0; i < weights.length; i++) weights[i] = source.gaussian() / Math.sqrt(model.layers[l]);
  });
  return parameters;
}

interface Forward {
  /** Inputs of each layer, [n, width]. */
  readonly inputs: Float64Array[];
  /** Pre-activations of each layer, [n, width]; the last is the network's output. */
  readonly preactivations: Float64Array[];
}

function affine(input: Float64Array, layer: Layer, n: number, inputs: number, outputs: number): Float64Array {
  const z = multiply(input, layer.weights, n, inputs, outputs);
  for (let i = 0; i < n; i++) for (let j = 0; j < outputs; j++) z[i * outputs + j] += layer.biases[j];
  return z;
}

function forward(model: MlpModel, samples: Samples, layers: readonly Layer[]): Forward {
  const { value } = activations[model.activation];
  const inputs = [samples.x];
  const preactivations: Float64Array[] = [];
  layers.forEach((layer, l) => {
    const z = affine(inputs[l], layer, samples.n, model.layers[l], model.layers[l + 1]);
    preactivations.push(z);
    if (l + 1 < layers.length) inputs.push(z.map(value));
  });
  return { inputs, preactivations };
}

/** Mean loss of each sample [n], in float64. */
export function exampleLosses(model: MlpModel, samples: Samples, parameters: Float64Array): Float64Array {
  const outputs = forward(model, samples, layersOf(model, parameters)).preactivations.at(-1)!;
  return outputLosses[model.loss].values(outputs, samples.targets, samples.n);
}

/** Mean loss over the samples: `mse` is ½ Σ (prediction − target)² a sample, `cross-entropy` natural. */
export function loss(model: MlpModel, samples: Samples, parameters: Float64Array): number {
  return exampleLosses(model, samples, parameters).reduce((sum, value) => sum + value, 0) / samples.n;
}

/** Gradient of the loss and its directional derivative at one point. */
export interface Linearisation {
  readonly loss: number;
  readonly gradient: Float64Array;
  /** v ↦ ∇²L·v, exact (Pearlmutter 1994, R-operator). Where ReLU has a kink, the one-sided value. */
  readonly hessianVectorProduct: (v: Float64Array) => Float64Array;
}

/** Loss, gradient and Hessian-vector products at `parameters`, by back-propagation in float64. */
export function linearise(model: MlpModel, samples: Samples, parameters: Float64Array): Linearisation {
  const { n, targets } = samples;
  const { first, second } = activations[model.activation];
  const outputLoss = outputLosses[model.loss];
  const layers = layersOf(model, parameters);
  const { inputs, preactivations } = forward(model, samples, layers);
  const last = layers.length - 1;
  const slopes = preactivations.slice(0, last).map((z) => z.map(first));
  const transposed = layers.map(({ weights }, l) => transpose(weights, model.layers[l], model.layers[l + 1]));

  const gradient = new Float64Array(parameters.length);
  const gradientLayers = layersOf(model, gradient);
  /** ∂L/∂z of each layer, and ∂L/∂h before the slope is applied, which the second derivative needs. */
  const deltas: Float64Array[] = [];
  const upstream: Float64Array[] = [];
  deltas[last] = outputLoss.gradient(preactivations[last], targets, n);
  for (let l = last; l >= 0; l--) {
    const [width, outputs] = [model.layers[l], model.layers[l + 1]];
    gradientLayers[l].weights.set(multiplyTransposedLeft(inputs[l], deltas[l], n, width, outputs));
    gradientLayers[l].biases.set(columnSums(deltas[l], n, outputs));
    if (l === 0) break;
    upstream[l - 1] = multiply(deltas[l], transposed[l], n, outputs, width);
    deltas[l - 1] = upstream[l - 1].map((value, i) => value * slopes[l - 1][i]);
  }

  const hessianVectorProduct = (v: Float64Array): Float64Array => {
    const directions = layersOf(model, v);
    const product = new Float64Array(v.length);
    const productLayers = layersOf(model, product);
    /** Directional derivatives of the layers' inputs and pre-activations. */
    const inputRates: (Float64Array | undefined)[] = [undefined];
    const rates: Float64Array[] = [];
    layers.forEach((layer, l) => {
      const [width, outputs] = [model.layers[l], model.layers[l + 1]];
      const rate = affine(inputs[l], directions[l], n, width, outputs);
      const inputRate = inputRates[l];
      if (inputRate) accumulate(rate, multiply(inputRate, layer.weights, n, width, outputs));
      rates.push(rate);
      if (l < last) inputRates.push(rate.map((value, i) => value * slopes[l][i]));
    });
    let deltaRate = outputLoss.gradientRate(preactivations[last], rates[last], n);
    for (let l = last; l >= 0; l--) {
      const [width, outputs] = [model.layers[l], model.layers[l + 1]];
      const weightRate = multiplyTransposedLeft(inputs[l], deltaRate, n, width, outputs);
      const inputRate = inputRates[l];
      if (inputRate) accumulate(weightRate, multiplyTransposedLeft(inputRate, deltas[l], n, width, outputs));
      productLayers[l].weights.set(weightRate);
      productLayers[l].biases.set(columnSums(deltaRate, n, outputs));
      if (l === 0) break;
      const upstreamRate = multiply(deltaRate, transposed[l], n, outputs, width);
      const turned = transpose(directions[l].weights, width, outputs);
      accumulate(upstreamRate, multiply(deltas[l], turned, n, outputs, width));
      const z = preactivations[l - 1];
      deltaRate = upstreamRate.map(
        (value, i) => value * slopes[l - 1][i] + upstream[l - 1][i] * second(z[i]) * rates[l - 1][i],
      );
    }
    return product;
  };

  return { loss: mean(outputLoss.values(preactivations[last], targets, n)), gradient, hessianVectorProduct };
}

function accumulate(target: Float64Array, other: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i] += other[i];
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
