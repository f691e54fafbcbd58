import type { Dataset } from '../../data/dataset.ts';
import { equallyWeighted, separatedMagnitudes } from '../../math/magnitudes.ts';
import type { MlpModel } from '../../math/network.ts';
import { gaussianVector, random, type Random } from '../../math/random.ts';
import { detectScales } from '../../math/scale-detector.ts';
import { averageLoss } from '../../math/two-layer.ts';
import {
  interpolateByPreactivations,
  interpolateByWeights,
  samplesOfNorms,
  signedOutputs,
  twoLayerGradient,
  twoLayerLoss,
  twoLayerSlice,
  weightCount,
  weightsOfPreactivations,
  type TwoLayerProblem,
} from '../../math/two-layer-network.ts';
import { norm } from '../../math/vector.ts';
import type { RunContext, RunResult } from '../../claims/experiment.ts';
import { networkTensors } from '../../measure/network-tensors.ts';
import { averagedRise, distancesFor, weightDirections } from '../../measure/two-layer-slices.ts';
import type { TrainedOutput, TrainedParameters } from './trained-schema.ts';

const float32 = (values: Float64Array) => Float64Array.from(Float32Array.from(values));

/** Regression in random directions: as many samples of each magnitude, targets standard normal. */
function regression(set: TrainedParameters, magnitudes: readonly number[], source: Random): TwoLayerProblem {
  const norms = magnitudes.flatMap((m) => Array<number>(set.samples).fill(m));
  const n = norms.length;
  return {
    activation: set.activation,
    outputWeights: float32(signedOutputs(set.hidden, source)),
    n,
    d: set.inputs,
    x: float32(samplesOfNorms(norms, set.inputs, source)),
    targets: float32(gaussianVector(n, source)),
    weights: new Float64Array(n).fill(1 / n),
  };
}

/** Weights below the finest scale for short steps in the weights; else pre-activations of size one for all samples. */
function startOf(
  { metric }: TrainedParameters,
  problem: TwoLayerProblem,
  largest: number,
  source: Random,
): Float64Array {
  if (metric === 'weights')
    return gaussianVector(weightCount(problem), source).map((value) => (1e-2 * value) / largest);
  return weightsOfPreactivations(problem, gaussianVector(problem.n * problem.outputWeights.length, source));
}

/** W0, b0, W1, b1 in one vector; a direction leaves the fixed ones as they are. */
function flat(w: Float64Array, outputs: Float64Array): Float64Array {
  const hidden = outputs.length;
  const parameters = new Float64Array(w.length + 2 * hidden + 1);
  parameters.set(w);
  parameters.set(outputs, w.length + hidden);
  return parameters;
}

function datasetOf(
  problem: TwoLayerProblem,
  { magnitudes, samples, inputs }: TrainedParameters,
  seed: number,
) {
  return {
    id: `two-layer-${magnitudes}x${samples}x${inputs}-seed${seed}`,
    description: `${problem.n} random directions in ${inputs} dimensions with ${magnitudes} magnitudes and standard normal targets`,
    licence: 'generated',
    n: problem.n,
    d: problem.d,
    x: Float32Array.from(problem.x),
    y: new Int32Array(problem.n),
    target: Float32Array.from(problem.targets),
  } satisfies Dataset;
}

/** Finds a minimum by a second-order method, with targets of size one, and slices the loss around it. */
export async function runTrained(context: RunContext<TrainedParameters>): Promise<RunResult<TrainedOutput>> {
  const { parameters: set, seed } = context;
  const magnitudes = separatedMagnitudes(set.magnitudes, set.ratio).values;
  // All activations see the same samples.
  const problem = regression(set, magnitudes, random(seed, 'samples'));
  const source = random(seed, 'start and directions');
  const start = startOf(set, problem, Math.max(...magnitudes), source);
  const interpolate = set.metric === 'weights' ? interpolateByWeights : interpolateByPreactivations;
  const minimum = interpolate(problem, start);
  const centre = float32(minimum.parameters);
  const directions = weightDirections(problem, set.directions, source);
  const t = distancesFor(problem, magnitudes);
  const f = averagedRise(problem, centre, directions, t);
  const both = [...t.map((distance) => -distance).reverse(), ...t];
  const dataset = datasetOf(problem, set, seed);
  const model: MlpModel = {
    kind: 'mlp',
    layers: [set.inputs, set.hidden, 1],
    activation: set.activation,
    loss: 'mse',
  };
  const { outputWeights } = problem;
  const perUnit = 1 / Math.sqrt(weightCount(problem));
  return {
    status: minimum.status === 'converged' ? 'complete' : 'partial',
    output: {
      model: { ...model, layers: [...model.layers], dataset: dataset.id },
      magnitudes: [...magnitudes],
      minimum: {
        status: minimum.status,
        iterations: minimum.iterations,
        cost: minimum.cost,
        loss: twoLayerLoss(problem, centre),
        gradientNorm: norm(twoLayerGradient(problem, centre)),
      },
      eigenpairs: [],
      slices: [
        {
          direction: 'random1',
          centre: 'final',
          t: both,
          loss: twoLayerSlice(problem, centre, directions[0], both),
        },
      ],
      t,
      f,
      predicted: averageLoss(
        set.activation,
        outputWeights,
        equallyWeighted(magnitudes),
        t.map((distance) => distance * perUnit),
      ),
      scales: minimum.status === 'converged' ? detectScales(t, f).count : null,
    },
    tensors: networkTensors(
      model,
      { init: flat(start, outputWeights), final: flat(centre, outputWeights) },
      directions.map((direction, i) => ({
        name: `random${i + 1}`,
        vector: Float32Array.from(flat(direction, new Float64Array(set.hidden))),
      })),
    ),
    datasets: [dataset],
  };
}
