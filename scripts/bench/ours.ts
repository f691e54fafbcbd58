import { createInterface } from 'node:readline';
import type { Scalar, Tensor } from '@tensorflow/tfjs';
import { compile } from '../../src/engine/compile/compile.ts';
import { Float64Tensor } from '../../src/engine/compile/float64-tensor.ts';
import {
  batchOf,
  descentLoop,
  hessianGraph,
  productGraph,
  sliceGraph,
  trajectoryLoop,
} from '../../src/engine/loss/batch-graphs.ts';
import { iteratesPerCall, pointsPerCall, stepsPerCall } from '../../src/engine/loss/loss-graphs.ts';
import { taken, TensorBatch, uploaded } from '../../src/engine/loss/tensor-batch.ts';
import { modelLoss } from '../../src/engine/model-loss.ts';
import { partsOf } from '../../src/engine/models/parts.ts';
import { loadRuntime } from '../../src/engine/runtime.ts';
import { gradientDescent } from '../../src/engine/training/optimisers.ts';
import { Trainer } from '../../src/engine/training/train.ts';
import type { Precision } from '../../src/math/loss.ts';
import { warmEigenpairs } from '../../src/math/warm-lanczos.ts';
import { extremePairs } from '../../src/measure/landscape/extremes.ts';
import { benchProblem, sliceDistances } from './bench-problem.ts';
import { lanczosCount, lanczosProducts, matmulSize, topCount, topTolerance, type Answer, type Request } from './protocol.ts';

const { tf, backend } = await loadRuntime('native');

/** Something to time; one call of `run` stands for `runs` of the case. */
interface Timed {
  readonly run: () => void;
  readonly runs: number;
}

const learningRate = 0.1;

/** A model on samples in TensorFlow's memory. */
interface Given extends ReturnType<typeof benchProblem> {
  readonly n: number;
  readonly precision: Precision;
  readonly samples: TensorBatch;
}

/** The parameters in float32, from one vector. */
const weightsOf = ({ model, start }: Given): Tensor[] =>
  partsOf(model.parameters).map(({ shape, size, offset }) =>
    tf.tensor(Float32Array.from(start.subarray(offset, offset + size)), [...shape]),
  );

function steps(given: Given, count: number): Timed {
  const loop = descentLoop(batchOf(given.model, given.n), count);
  const rates = new Float32Array(count).fill(learningRate);
  const shared = given.samples.feeds('float32');
  let carry = weightsOf(given);
  const run = () => {
    const next = loop({ carry, each: [rates], shared });
    next.results.forEach(taken);
    carry.forEach((tensor) => tensor.dispose());
    carry = next.carry;
  };
  return { run, runs: count };
}

/** The model's loss op by op, as tfjs itself runs it. */
function eagerLoss({ model, data, n }: Given): (...list: Tensor[]) => Scalar {
  const batch = Object.fromEntries(
    Object.entries(model.samples).map(([name, { shape }]) => [name, tf.tensor(data[name as 'x'], [n, ...shape])]),
  );
  const names = Object.keys(model.parameters);
  return (...list) =>
    tf.mean(model.examples(Object.fromEntries(names.map((name, i) => [name, list[i]])), batch)) as Scalar;
}

/** One step as tfjs itself has it: its own functions and its own gradients. */
function eagerSteps(given: Given): Timed {
  let weights = weightsOf(given);
  const gradient = tf.valueAndGrads(eagerLoss(given));
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

function eagerSlice(given: Given): Timed {
  const loss = eagerLoss(given);
  const weights = weightsOf(given);
  const along = weightsOf({ ...given, start: given.direction });
  const at = (t: number) => loss(...weights.map((weight, i) => tf.add(weight, tf.mul(along[i], t))));
  const run = () => tf.tidy(() => void tf.stack([...sliceDistances].map(at)).dataSync());
  return { run, runs: 1 };
}

function stepsInFloat64({ model, n, samples, start }: Given, count: number): Timed {
  const loop = trajectoryLoop(batchOf(model, n), count);
  const correction = Float64Tensor.from(new Float64Array(start.length));
  const shared = [learningRate, correction, ...samples.feeds('float64')];
  let current = Float64Tensor.from(start);
  const run = () => {
    const { carry, results } = loop({ carry: [current], shared });
    results.forEach(taken);
    current.dispose();
    [current] = carry;
  };
  return { run, runs: count };
}

/** Steps on batches that are drawn, and products that add up all batches. */
function inBatches({ model, data, n, start, direction, precision }: Given, kind: Request['case'], batchSize: number): Timed {
  if (kind === 'hvp') {
    const loss = modelLoss(model, data, n, { batchSize });
    return { run: () => void loss.productAt(start, precision, direction), runs: 1 };
  }
  const trainer = new Trainer(model, data, n, { optimiser: gradientDescent, learningRate, precision, batchSize });
  let state = trainer.start(start);
  return { run: () => void ({ state } = trainer.run(state, stepsPerCall)), runs: stepsPerCall };
}

/** The search that `measure` makes, from the point to the eigenpairs. */
function largestEigenvalues({ model, data, n, start, precision }: Given): Timed {
  const loss = modelLoss(model, data, n);
  const search = { end: 'largest', count: topCount, tolerance: topTolerance, maxProducts: 2000, seed: 0 } as const;
  const run = () => {
    const { pairs } = extremePairs(loss, start, { ...search, precision });
    if (pairs.some(({ status }) => status !== 'converged')) throw new Error('the search did not converge');
  };
  return { run, runs: 1 };
}

function timed(request: Request): Timed {
  const { case: name, precision, mode, n } = request;
  const eager = mode === 'eager';
  if (name === 'matmul') {
    const side = tf.randomNormal([matmulSize, matmulSize]);
    const product = compile((a: Tensor) => tf.matMul(a as never, a as never), [side]);
    return { run: () => tf.dispose(product(side)), runs: 1 };
  }
  const problem = benchProblem(request, n);
  const { model, data, start, direction } = problem;
  const given: Given = { ...problem, n, precision, samples: new TensorBatch(model, data, 0, n) };
  if (request.batch !== undefined && !eager) return inBatches(given, name, request.batch);
  if (name === 'top') return largestEigenvalues(given);
  const batch = batchOf(model, n);
  switch (name) {
    case 'step':
    case 'single':
      if (eager) return eagerSteps(given);
      if (precision === 'float64') return stepsInFloat64(given, name === 'single' ? 1 : iteratesPerCall);
      return steps(given, name === 'single' ? 1 : stepsPerCall);
    case 'hvp': {
      const product = productGraph(batch, precision);
      const [at, v] = [start, direction].map((values) => uploaded(values, precision));
      return { run: () => void given.samples.call(product, precision, [at, v]), runs: 1 };
    }
    case 'slice': {
      if (eager) return eagerSlice(given);
      const slice = sliceGraph(batch, pointsPerCall, precision);
      const [centre, along] = [start, direction].map((values) => uploaded(values, precision));
      const run = () => {
        for (let first = 0; first < sliceDistances.length; first += pointsPerCall)
          given.samples.call(slice, precision, [centre, along, sliceDistances.slice(first, first + pointsPerCall)], 1);
      };
      return { run, runs: 1 };
    }
    case 'lanczos': {
      const graph = hessianGraph(batch, precision);
      const search = { count: lanczosCount, stop: { residual: 0 }, maxProducts: lanczosProducts, search: false };
      const run = () => {
        const at = graph.at([...given.samples.feeds(precision), start]);
        warmEigenpairs((v) => taken(at.call([v])[0]), [direction], search);
        at.dispose();
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
    for (let i = 0; i < (request.case === 'top' ? 1 : 3); i++) current.timed.run();
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
