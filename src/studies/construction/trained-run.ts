import { z } from 'zod';
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
import { judgeConstructionTrained } from './trained-judge.ts';
import { trainedVariants } from './trained-settings.ts';
import { defineExperiment, type RunContext, type RunResult } from '../../claims/experiment.ts';
import { eigenpairSchema, modelSchema, sliceSchema } from '../../measure/network-schemas.ts';
import { networkTensors } from '../../measure/network-tensors.ts';
import { averagedRise, distancesFor, weightDirections } from '../../measure/two-layer-slices.ts';

export const trainedActivations = ['tanh', 'erf', 'identity'] as const;

const parameters = z.strictObject({
  activation: z.enum(trainedActivations),
  /** Number of magnitudes and the ratio of each to the one before. */
  magnitudes: z.int().positive(),
  ratio: z.number().positive(),
  /** Samples of each magnitude. */
  samples: z.int().positive(),
  inputs: z.int().positive(),
  hidden: z.int().positive(),
  directions: z.int().positive(),
  /** What steps towards the minimum are kept short in. */
  metric: z.enum(['pre-activations', 'weights']),
});

export type TrainedParameters = z.output<typeof parameters>;

export const trainedOutput = z.strictObject({
  /** Output weights are fixed and all biases 0: only W0 is trained. */
  model: modelSchema,
  magnitudes: z.array(z.number()),
  minimum: z.strictObject({
    status: z.enum(['converged', 'unconverged']),
    iterations: z.int(),
    /** At the minimum in float64, and once its weights are rounded to float32, where everything is measured. */
    cost: z.number(),
    loss: z.number(),
    gradientNorm: z.number(),
  }),
  eigenpairs: z.array(eigenpairSchema),
  /** Along the first of the directions; the others are among the tensors. */
  slices: z.array(sliceSchema),
  t: z.array(z.number()),
  /** Rise averaged over the directions, and by the closed form for a teacher of zero, with nothing fitted. */
  f: z.array(z.number()),
  predicted: z.array(z.number()),
  /** Number of scales found in f; null where no minimum was found. */
  scales: z.int().nullable(),
});

export type TrainedOutput = z.output<typeof trainedOutput>;

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

function run(context: RunContext<TrainedParameters>): RunResult<TrainedOutput> {
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

/** T4: scales around minima that a second-order method found, with targets of size one. */
export const constructionTrained = defineExperiment({
  id: 'construction-trained',
  version: 1,
  title: 'Scales around trained minima of two-layer networks',
  parameters,
  output: trainedOutput,
  variants: trainedVariants,
  run: (context) => Promise.resolve(run(context)),
  judges: { R6: judgeConstructionTrained },
});
