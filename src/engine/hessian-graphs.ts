import * as tf from '@tensorflow/tfjs';
import { parameterCount } from '../math/network-model.ts';
import { compile, type CompileOptions } from './compile/compile.ts';
import { Float64Tensor } from './compile/float64-tensor.ts';
import type { Precision } from './compile/signature.ts';
import type { Problem } from './engine.ts';
import { hessianVectorProduct, linearise, type Linearisation } from './network/linearisation.ts';
import type { TensorProblem } from './network/passes.ts';
import { openSamples } from './network/samples.ts';
import { joinLayers, splitLayers } from './network/tensor-layers.ts';

/** A point at which Hessian-vector products are taken: what all of them share is computed once. */
export interface HessianPoint {
  product(v: Float64Array): Float64Array;
  dispose(): void;
}

/** Graphs for the Hessian of one problem, shared by all points. */
export interface HessianGraphs {
  at(parameters: Float64Array): HessianPoint;
  dispose(): void;
}

/** v ↦ ∇²L(θ)·v on flat vectors, from θ alone; op by op it needs the samples for as long as it is used. */
export function compiledProduct<P extends Precision>(samples: TensorProblem, options: CompileOptions<P>) {
  const product = (parameters: tf.Tensor, v: tf.Tensor) => {
    const [layers, direction] = [parameters, v].map((flat) => splitLayers(samples.stages, flat));
    return joinLayers(hessianVectorProduct(samples, layers, linearise(samples, layers), direction));
  };
  const vector = { shape: [parameterCount(samples.model)] };
  return compile(product, [vector, vector], options);
}

/** Memory of TensorFlow in either precision, as numbers. */
const numbers = (tensor: tf.Tensor | Float64Tensor): Float64Array =>
  tensor instanceof Float64Tensor ? tensor.data() : Float64Array.from(tensor.dataSync<'float32'>());

const uploaded = (values: Float64Array, precision: Precision): tf.Tensor | Float64Tensor =>
  precision === 'float64' ? Float64Tensor.from(values) : tf.tensor1d(Float32Array.from(values));

type Kept = Readonly<Record<string, tf.Tensor | Float64Tensor>>;

function linearisationGraph(samples: TensorProblem, precision: Precision) {
  const linearisation = (parameters: tf.Tensor) =>
    linearise(samples, splitLayers(samples.stages, parameters));
  return compile(linearisation, [{ shape: [parameterCount(samples.model)] }], { precision });
}

function productGraph(samples: TensorProblem, kept: Kept, precision: Precision) {
  const names = Object.keys(kept);
  const product = (parameters: tf.Tensor, v: tf.Tensor, ...tensors: tf.Tensor[]) => {
    const at: Linearisation = Object.fromEntries(names.map((name, i) => [name, tensors[i]]));
    const [layers, direction] = [parameters, v].map((flat) => splitLayers(samples.stages, flat));
    return joinLayers(hessianVectorProduct(samples, layers, at, direction));
  };
  const vector = { shape: [parameterCount(samples.model)] };
  const signature = [vector, vector, ...Object.values(kept).map(({ shape }) => ({ shape }))];
  return compile<[tf.Tensor, tf.Tensor, ...tf.Tensor[]], tf.Tensor, Precision>(
    product,
    signature as [typeof vector, typeof vector, ...(typeof vector)[]],
    { precision, name: 'Hessian-vector product' },
  );
}

/**
 * Both halves of a Hessian-vector product, compiled where the backend has graphs: what depends on the point, and what
 * depends on the vector.
 */
export function hessianGraphs(problem: Problem, precision: Precision): HessianGraphs {
  // Op by op they are needed for each product; graphs share their memory.
  const { samples, dispose } = openSamples(problem);
  const linearisation = linearisationGraph(samples, precision);
  let graph: ReturnType<typeof productGraph> | undefined;
  return {
    at(parameters) {
      const centre = uploaded(parameters, precision);
      const kept: Kept = linearisation(centre);
      const product = (graph ??= productGraph(samples, kept, precision));
      const tensors = Object.values(kept);
      return {
        product(v) {
          const result = product(centre, v, ...tensors);
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
      dispose();
    },
  };
}
