import type * as tf from '@tensorflow/tfjs';
import { parameterCount } from '../math/network-model.ts';
import { compile, type Compiled, type CompileOptions } from './compile/compile.ts';
import { Float64Tensor } from './compile/float64-tensor.ts';
import type { Precision } from './compile/signature.ts';
import type { Problem } from './engine.ts';
import { hessianVectorProduct, linearise, type Linearisation } from './network/linearisation.ts';
import type { TensorProblem } from './network/passes.ts';
import { withSamples } from './network/samples.ts';
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

function linearisationGraph(problem: Problem) {
  return withSamples(problem, (samples) => {
    const linearisation = (parameters: tf.Tensor) =>
      linearise(samples, splitLayers(samples.stages, parameters));
    const signature = [{ shape: [parameterCount(problem.model)] }] as const;
    return compile(linearisation, signature, { precision: 'float64' });
  });
}

type Kept = Readonly<Record<string, Float64Tensor>>;
type Product = Compiled<tf.Tensor, 'float64'>;

function productGraph(problem: Problem, kept: Kept): Product {
  const names = Object.keys(kept);
  return withSamples(problem, (samples) => {
    const product = (parameters: tf.Tensor, v: tf.Tensor, ...tensors: tf.Tensor[]) => {
      const at: Linearisation = Object.fromEntries(names.map((name, i) => [name, tensors[i]]));
      const [layers, direction] = [parameters, v].map((flat) => splitLayers(samples.stages, flat));
      return joinLayers(hessianVectorProduct(samples, layers, at, direction));
    };
    const vector = { shape: [parameterCount(problem.model)] };
    const signature = [vector, vector, ...Object.values(kept).map(({ shape }) => ({ shape }))];
    return compile<[tf.Tensor, tf.Tensor, ...tf.Tensor[]], tf.Tensor, 'float64'>(
      product,
      signature as [typeof vector, typeof vector, ...(typeof vector)[]],
      { precision: 'float64', name: 'Hessian-vector product' },
    );
  });
}

/** Compiles both halves of a Hessian-vector product: what depends on the point, and what depends on the vector. */
export function hessianGraphs(problem: Problem): HessianGraphs {
  const linearisation = linearisationGraph(problem);
  let graph: Product | undefined;
  return {
    at(parameters) {
      const centre = Float64Tensor.from(parameters);
      const kept = linearisation(centre);
      graph ??= productGraph(problem, kept);
      const product = graph;
      const tensors = Object.values(kept);
      return {
        product(v) {
          using result = product(centre, v, ...tensors);
          return result.data();
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
