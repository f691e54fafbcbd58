import { createInterface } from 'node:readline';
import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs';
import { compile } from '../../src/engine/compile/compile.ts';
import { Float64Tensor } from '../../src/engine/compile/float64-tensor.ts';
import type { Precision } from '../../src/engine/compile/signature.ts';
import type { Problem } from '../../src/engine/engine.ts';
import {
  batchOf,
  descentLoop,
  hessianGraph,
  productGraph,
  sliceGraph,
  trajectoryLoop,
  type Batch,
} from '../../src/engine/loss/batch-graphs.ts';
import { iteratesPerCall, pointsPerCall, stepsPerCall } from '../../src/engine/loss/loss-graphs.ts';
import { taken, TensorBatch, uploaded } from '../../src/engine/loss/tensor-batch.ts';
import { networkModel } from '../../src/engine/models/network.ts';
import { loadRuntime } from '../../src/engine/runtime.ts';
import { stagesOf } from '../../src/math/network-model.ts';
import { warmEigenpairs } from '../../src/math/warm-lanczos.ts';
import { benchProblem, sliceDistances } from './bench-problem.ts';
import { lanczosCount, lanczosProducts, matmulSize, type Answer, type Request } from './protocol.ts';

const { tf, backend } = await loadRuntime('native');

/** Something to time; one call of `run` stands for `runs` of the case. */
interface Timed {
  readonly run: () => void;
  readonly runs: number;
}

const learningRate = 0.1;

type Computed = Tensor | Float64Tensor;

function read(tensor: Computed): void {
  if (tensor instanceof Float64Tensor) tensor.data();
  else tensor.dataSync();
  tensor.dispose();
}

const tensorOf = (values: Float64Array, precision: Precision): Computed =>
  precision === 'float64' ? Float64Tensor.from(values) : tf.tensor1d(Float32Array.from(values));

function samplesOf(problem: Problem, precision: Precision): readonly [Computed, Computed] {
  const { samples } = openSamples(problem);
  return precision === 'float64' ? doubled(samples) : [samples.inputs, samples.targets];
}

type Samples = ReturnType<typeof samplesOf>;

/** The weights and biases of a network in float32, from its parameters as one vector. */
function weightsOf(model: Problem['model'], parameters: Float64Array): Tensor[] {
  let offset = 0;
  return stagesOf(model).flatMap(({ fanIn, outputs }) =>
    [[fanIn, outputs], [outputs]].map((shape) => {
      const size = tf.util.sizeFromShape(shape);
      return tf.tensor(Float32Array.from(parameters.subarray(offset, (offset += size))), shape);
    }),
  );
}

function steps(
  problem: Problem,
  shared: Samples,
  start: Float64Array,
  count: number,
  eager: boolean,
): Timed {
  const loop = descentLoop(sampledNetwork(problem), count, { eager });
  const rates = new Float32Array(count).fill(learningRate);
  let carry = weightsOf(problem.model, start);
  const run = () => {
    const next = loop({ carry, each: [rates], shared });
    next.results.forEach(read);
    carry.forEach((tensor) => tensor.dispose());
    carry = next.carry;
  };
  return { run, runs: count };
}

/** One step as tfjs itself has it: its own functions and its own gradients. */
function plainSteps({ model, n, x, targets }: Problem, start: Float64Array): Timed {
  const [inputs, outputs] = [
    tf.tensor2d(x, [n, model.layers[0]]),
    tf.tensor2d(targets, [n, model.layers.at(-1)!]),
  ];
  let weights = weightsOf(model, start);
  const loss = (...all: Tensor[]) => {
    let h: Tensor = inputs;
    for (let l = 0; l < all.length; l += 2) {
      const z = tf.add(tf.matMul(h as Tensor2D, all[l] as Tensor2D), all[l + 1]);
      h = l + 2 < all.length ? tf.tanh(z) : z;
    }
    return tf.div(tf.sum(tf.square(tf.sub(h, outputs))), 2 * n) as Scalar;
  };
  const gradient = tf.valueAndGrads(loss);
  const run = () => {
    const next = tf.tidy(() => {
      const { value, grads } = gradient(weights);
      value.dataSync();
      return weights.map((weight, i) => tf.sub(weight, tf.mul(grads[i], learningRate)));
    });
    tf.dispose(weights);
    weights = next;
  };
  return { run, runs: 1 };
}

function stepsInFloat64(problem: Problem, samples: Samples, start: Float64Array, count: number): Timed {
  const loop = trajectoryGraph(sampledNetwork(problem), count);
  const correction = Float64Tensor.from(new Float64Array(start.length));
  let current = Float64Tensor.from(start);
  const run = () => {
    const { carry, results } = loop({ carry: [current], shared: [learningRate, correction, ...samples] });
    results.forEach(read);
    current.dispose();
    [current] = carry;
  };
  return { run, runs: count };
}

function timed(request: Request): Timed {
  const { case: name, precision, mode, n } = request;
  const eager = mode === 'eager';
  if (name === 'matmul') {
    const side = tf.randomNormal([matmulSize, matmulSize]);
    const product = compile((a: Tensor) => tf.matMul(a as never, a as never), [side]);
    return { run: () => tf.dispose(product(side)), runs: 1 };
  }
  const { problem, start, direction } = benchProblem(request, n);
  const samples = samplesOf(problem, precision);
  const double = precision === 'float64';
  switch (name) {
    case 'step':
      if (double) return stepsInFloat64(problem, samples, start, iteratesPerCall);
      if (eager && problem.model.kind === 'mlp') return plainSteps(problem, start);
      return steps(problem, samples, start, eager ? 1 : stepsPerCall, eager);
    case 'single':
      return double ? stepsInFloat64(problem, samples, start, 1) : steps(problem, samples, start, 1, eager);
    case 'hvp': {
      const product = productGraph(sampledNetwork(problem), { precision, eager });
      const [at, v] = [start, direction].map((values) => tensorOf(values, precision));
      return { run: () => read(product(...samples, at, v)), runs: 1 };
    }
    case 'slice': {
      const slice = sliceGraph(sampledNetwork(problem), pointsPerCall, { precision, eager });
      const [centre, along] = [start, direction].map((values) => tensorOf(values, precision));
      const run = () => {
        for (let first = 0; first < sliceDistances.length; first += pointsPerCall) {
          const t = sliceDistances.slice(first, first + pointsPerCall);
          const { examples, means } = slice(...samples, centre, along, t);
          examples.dispose();
          read(means);
        }
      };
      return { run, runs: 1 };
    }
    case 'lanczos': {
      const graphs = hessianGraphs(sampledNetwork(problem), precision);
      const search = { count: lanczosCount, stop: { residual: 0 }, maxProducts: lanczosProducts, search: false };
      const run = () => {
        const point = graphs.at(samples, start);
        warmEigenpairs(point.product, [direction], search);
        point.dispose();
      };
      return { run, runs: 1 };
    }
  }
}

let current: { readonly key: string; readonly timed: Timed } | undefined;

function answer(request: Request): Answer {
  const key = JSON.stringify({ ...request, repeats: 0, inner: 0 });
  if (current?.key !== key) {
    current = { key, timed: timed(request) };
    for (let i = 0; i < 3; i++) current.timed.run();
  }
  const { run, runs } = current.timed;
  const ms = Array.from({ length: request.repeats }, () => {
    const calls = Math.ceil(request.inner / runs);
    const started = performance.now();
    for (let i = 0; i < calls; i++) run();
    return (performance.now() - started) / (calls * runs);
  });
  return { ms, peak_mb: process.resourceUsage().maxRSS / 1024, version: backend.version };
}

for await (const line of createInterface({ input: process.stdin })) {
  try {
    console.log(JSON.stringify(answer(JSON.parse(line) as Request)));
  } catch (error) {
    console.log(JSON.stringify({ error: (error as Error).message } satisfies Answer));
  }
}
