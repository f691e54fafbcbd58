import * as tf from '@tensorflow/tfjs';
import { compile, type CompileOptions } from './compile/compile.ts';
import type { Feed } from './compile/feeds.ts';
import { Float64Tensor } from './compile/float64-tensor.ts';
import type { Precision } from './compile/signature.ts';
import { hessianVectorProduct, linearise, type Linearisation } from './network/linearisation.ts';
import { parameterSpec, sampleSpecs, withSamples, type SampledNetwork } from './network/samples.ts';
import { joinLayers, splitLayers } from './network/tensor-layers.ts';

/** A point at which Hessian-vector products are taken: what all of them share is computed once. */
export interface HessianPoint {
  product(v: Float64Array): Float64Array;
  dispose(): void;
}

/** Graphs for the Hessian of one network, shared by all samples and points. */
interface HessianGraphs {
  at(samples: Samples, parameters: Float64Array): HessianPoint;
  dispose(): void;
}

type Samples = readonly [inputs: Feed, targets: Feed];

/** v ↦ ∇²L(θ)·v of samples on flat vectors, from θ alone. */
export function productGraph<P extends Precision>(network: SampledNetwork, options: CompileOptions<P>) {
  const product = (inputs: tf.Tensor, targets: tf.Tensor, parameters: tf.Tensor, v: tf.Tensor) => {
    const samples = withSamples(network, inputs, targets);
    const [layers, direction] = [parameters, v].map((flat) => splitLayers(network.stages, flat));
    return joinLayers(hessianVectorProduct(samples, layers, linearise(samples, layers), direction));
  };
  const vector = parameterSpec(network);
  return compile(product, [...sampleSpecs(network), vector, vector], options);
}

/** Memory of TensorFlow in either precision, as numbers. */
const numbers = (tensor: tf.Tensor | Float64Tensor): Float64Array =>
  tensor instanceof Float64Tensor ? tensor.data() : new Float64Array(tensor.dataSync<'float32'>());

const uploaded = (values: Float64Array, precision: Precision): tf.Tensor | Float64Tensor =>
  precision === 'float64' ? Float64Tensor.from(values) : tf.tensor1d(new Float32Array(values));

type Kept = Readonly<Record<string, tf.Tensor | Float64Tensor>>;

function linearisationGraph(network: SampledNetwork, precision: Precision) {
  const linearisation = (inputs: tf.Tensor, targets: tf.Tensor, parameters: tf.Tensor) =>
    linearise(withSamples(network, inputs, targets), splitLayers(network.stages, parameters));
  return compile(linearisation, [...sampleSpecs(network), parameterSpec(network)], { precision });
}

function linearisedProduct(network: SampledNetwork, kept: Kept, precision: Precision) {
  const names = Object.keys(kept);
  const product = (...[inputs, targets, parameters, v, ...tensors]: ProductInputs) => {
    const at: Linearisation = Object.fromEntries(names.map((name, i) => [name, tensors[i]]));
    const [layers, direction] = [parameters, v].map((flat) => splitLayers(network.stages, flat));
    const samples = withSamples(network, inputs, targets);
    return joinLayers(hessianVectorProduct(samples, layers, at, direction));
  };
  const vector = parameterSpec(network);
  const shapes = Object.values(kept).map(({ shape }) => ({ shape }));
  return compile<ProductInputs, tf.Tensor, Precision>(
    product,
    [...sampleSpecs(network), vector, vector, ...shapes],
    { precision, name: 'Hessian-vector product' },
  );
}

type ProductInputs = [
  inputs: tf.Tensor,
  targets: tf.Tensor,
  parameters: tf.Tensor,
  v: tf.Tensor,
  ...kept: tf.Tensor[],
];

/**
 * Both halves of a Hessian-vector product, compiled where the backend has graphs: what depends on the point, and what
 * depends on the vector.
 */
export function hessianGraphs(network: SampledNetwork, precision: Precision): HessianGraphs {
  const linearisation = linearisationGraph(network, precision);
  let graph: ReturnType<typeof linearisedProduct> | undefined;
  return {
    at(samples, parameters) {
      const centre = uploaded(parameters, precision);
      const kept: Kept = linearisation(...samples, centre);
      const product = (graph ??= linearisedProduct(network, kept, precision));
      const tensors = Object.values(kept);
      return {
        product(v) {
          const result = product(...samples, centre, v, ...tensors);
          const values = numbers(result);
          result.dispose();
          return values;
        },
        dispose: () => [centre, ...tensors].forEach((tensor) => tensor.dispose()),
      };
    },
    dispose() {
      linearisation.dispose();
      graph?.dispose();
    },
  };
}
