import { activations } from './activations.ts';
import { columnSums, transpose } from './matrix.ts';
import { layersOf, stagesOf, type Layer, type NetworkModel, type Stage } from './network-model.ts';
import { outputLosses } from './output-losses.ts';
import { gatherPatches, scatterPatches } from './patches.ts';
import { plainProducts, type MatrixProducts } from './products/products.ts';
import { checkShapes, type Samples } from './samples.ts';
import { addScaled, plus } from './vector.ts';

export { initialParameters, layersOf, parameterCount } from './network-model.ts';
export type { MlpModel, NetworkModel } from './network-model.ts';
export type { Samples } from './samples.ts';

interface Forward {
  /** Rows that each layer multiplies with its weights, [n · positions, fanIn]. */
  readonly inputs: Float64Array[];
  /** Pre-activations of each layer, [n · positions, outputs]; the last is the network's output. */
  readonly preactivations: Float64Array[];
}

const rowsOf = (h: Float64Array, n: number, { patches }: Stage) =>
  patches ? gatherPatches(h, n, patches) : h;

function affine(
  input: Float64Array,
  layer: Layer,
  n: number,
  stage: Stage,
  { multiply }: MatrixProducts,
): Float64Array {
  const rows = n * stage.positions;
  const z = multiply(input, layer.weights, rows, stage.fanIn, stage.outputs);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < stage.outputs; j++) z[i * stage.outputs + j] += layer.biases[j];
  return z;
}

/** The pass from the first layer's pre-activations on. */
function forwardFrom(
  model: NetworkModel,
  { n }: Samples,
  layers: readonly Layer[],
  first: { readonly input: Float64Array; readonly z: Float64Array },
  products: MatrixProducts,
): Forward {
  const { value } = activations[model.activation];
  const stages = stagesOf(model);
  const inputs = [first.input];
  const preactivations = [first.z];
  for (let l = 1; l < layers.length; l++) {
    inputs.push(rowsOf(mapped(preactivations[l - 1], value), n, stages[l]));
    preactivations.push(affine(inputs[l], layers[l], n, stages[l], products));
  }
  return { inputs, preactivations };
}

function forward(
  model: NetworkModel,
  samples: Samples,
  layers: readonly Layer[],
  products: MatrixProducts,
): Forward {
  checkShapes(model, samples);
  const [stage] = stagesOf(model);
  const input = rowsOf(samples.x, samples.n, stage);
  const z = affine(input, layers[0], samples.n, stage, products);
  return forwardFrom(model, samples, layers, { input, z }, products);
}

/** Pre-activations of each layer, [n · positions, outputs]; the last is the network's output. */
export function layerOutputs(
  model: NetworkModel,
  samples: Samples,
  parameters: Float64Array,
  products = plainProducts,
): Float64Array[] {
  return forward(model, samples, layersOf(model, parameters), products).preactivations;
}

/**
 * t ↦ losses of the samples [n] at centre + t·direction, in float64; what is linear in t is computed once. The line is
 * that of the call, whatever becomes of the two vectors; the samples must stay as they are.
 */
export function lossesAlong(
  model: NetworkModel,
  samples: Samples,
  centre: Float64Array,
  direction: Float64Array,
  products = plainProducts,
): (t: number) => Float64Array {
  checkShapes(model, samples);
  const { n, targets } = samples;
  const [stage] = stagesOf(model);
  const input = rowsOf(samples.x, n, stage);
  const [from, along] = [centre.slice(), direction.slice()];
  const [start, rate] = [from, along].map((parameters) =>
    affine(input, layersOf(model, parameters)[0], n, stage, products),
  );
  return (t) => {
    const layers = layersOf(model, plus(from, t, along));
    const { preactivations } = forwardFrom(
      model,
      samples,
      layers,
      { input, z: plus(start, t, rate) },
      products,
    );
    return outputLosses[model.loss].values(preactivations.at(-1)!, targets, n);
  };
}

/** Loss, gradient and its directional derivatives at one point; vectors are flat in the order W0, b0, W1, b1, … */
interface Linearisation {
  readonly loss: number;
  readonly gradient: Float64Array;
  /** v ↦ ∇²L·v, exact (Pearlmutter 1994, R-operator). Where ReLU has a kink, the one-sided value. */
  readonly hessianVectorProduct: (v: Float64Array) => Float64Array;
}

/**
 * Loss, gradient and Hessian-vector products at what `parameters` hold now, by back-propagation in float64. The samples
 * must stay as they are while products are asked for.
 */
export function linearise(
  model: NetworkModel,
  samples: Samples,
  parameters: Float64Array,
  products = plainProducts,
): Linearisation {
  const { multiply, multiplyTransposedLeft } = products;
  const { n, targets } = samples;
  const { first, second } = activations[model.activation];
  const outputLoss = outputLosses[model.loss];
  const stages = stagesOf(model);
  const layers = layersOf(model, parameters.slice());
  const { inputs, preactivations } = forward(model, samples, layers, products);
  const last = layers.length - 1;
  const slopes = preactivations.slice(0, last).map((z) => mapped(z, first));
  /** delta · Wᵀ, back where the layer's input was. */
  const back = (delta: Float64Array, weights: Float64Array, stage: Stage) => {
    const { fanIn, outputs, positions, patches } = stage;
    const rows = multiply(delta, transpose(weights, fanIn, outputs), n * positions, outputs, fanIn);
    return patches ? scatterPatches(rows, n, patches) : rows;
  };
  const weightGradient = (input: Float64Array, delta: Float64Array, stage: Stage) =>
    multiplyTransposedLeft(input, delta, n * stage.positions, stage.fanIn, stage.outputs);
  const biasGradient = (delta: Float64Array, stage: Stage) =>
    columnSums(delta, n * stage.positions, stage.outputs);

  const gradient = new Float64Array(parameters.length);
  const gradientLayers = layersOf(model, gradient);
  /** ∂L/∂z of each layer, and ∂L/∂h before the slope is applied, which the second derivative needs. */
  const deltas: Float64Array[] = [];
  const upstream: Float64Array[] = [];
  deltas[last] = outputLoss.gradient(preactivations[last], targets, n);
  for (let l = last; l >= 0; l--) {
    gradientLayers[l].weights.set(weightGradient(inputs[l], deltas[l], stages[l]));
    gradientLayers[l].biases.set(biasGradient(deltas[l], stages[l]));
    if (l === 0) break;
    upstream[l - 1] = back(deltas[l], layers[l].weights, stages[l]);
    deltas[l - 1] = times(upstream[l - 1], slopes[l - 1]);
  }

  /** ∂L/∂h·σ″, which only second derivatives need. */
  let bends: Float64Array[] | undefined;
  const hessianVectorProduct = (v: Float64Array): Float64Array => {
    bends ??= upstream.map((rates, l) => times(rates, mapped(preactivations[l], second)));
    const directions = layersOf(model, v);
    const product = new Float64Array(v.length);
    const productLayers = layersOf(model, product);
    /** Directional derivatives of the layers' inputs and pre-activations. */
    const inputRates: (Float64Array | undefined)[] = [undefined];
    const rates: Float64Array[] = [];
    layers.forEach((layer, l) => {
      const { fanIn, outputs, positions } = stages[l];
      const rate = affine(inputs[l], directions[l], n, stages[l], products);
      const inputRate = inputRates[l];
      if (inputRate) addScaled(rate, 1, multiply(inputRate, layer.weights, n * positions, fanIn, outputs));
      rates.push(rate);
      if (l === last) return;
      inputRates.push(rowsOf(times(rate, slopes[l]), n, stages[l + 1]));
    });
    let deltaRate = outputLoss.gradientRate(preactivations[last], rates[last], n);
    for (let l = last; l >= 0; l--) {
      const weightRate = weightGradient(inputs[l], deltaRate, stages[l]);
      const inputRate = inputRates[l];
      if (inputRate) addScaled(weightRate, 1, weightGradient(inputRate, deltas[l], stages[l]));
      productLayers[l].weights.set(weightRate);
      productLayers[l].biases.set(biasGradient(deltaRate, stages[l]));
      if (l === 0) break;
      const upstreamRate = back(deltaRate, layers[l].weights, stages[l]);
      addScaled(upstreamRate, 1, back(deltas[l], directions[l].weights, stages[l]));
      deltaRate = times(upstreamRate, slopes[l - 1]);
      addScaled(deltaRate, 1, times(bends[l - 1], rates[l - 1]));
    }
    return product;
  };

  return { loss: mean(outputLoss.values(preactivations[last], targets, n)), gradient, hessianVectorProduct };
}

// Loops, since `map` costs as much a number as tanh.

function mapped(a: Float64Array, f: (value: number) => number): Float64Array {
  const values = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) values[i] = f(a[i]);
  return values;
}

function times(a: Float64Array, b: Float64Array): Float64Array {
  const products = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) products[i] = a[i] * b[i];
  return products;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
