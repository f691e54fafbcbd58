import { z } from 'zod';
import {
  curvatureResponse,
  edgeProblem,
  predictedVariance,
  solveEdge,
  trace,
} from '../../math/central-flow.ts';
import { gaussianVector, random } from '../../math/random.ts';
import { mean } from '../../math/statistics.ts';
import { dot, norm } from '../../math/vector.ts';
import type { Eigenpair } from '../../math/eigenpair.ts';
import { warmEigenpairs } from '../../math/warm-lanczos.ts';
import { kept } from '../../claims/checkpoint.ts';
import {
  defineExperiment,
  type Profile,
  type RunContext,
  type RunResult,
  type Variant,
} from '../../claims/experiment.ts';
import { imageClassifier, networkParameters, type Classifier } from '../../measure/image-classifier.ts';
import { imageParameters, mnistDigits, trainingImages } from '../../measure/image-data.ts';
import { eigenpairSchema, modelSchema, searchStatusSchema } from '../../measure/network-schemas.ts';
import { networkTensors } from '../../measure/network-tensors.ts';
import { seedCount } from './settings.ts';
import { measureWindow, rootMeanSquare, type Window } from '../../measure/oscillation-window.ts';

const parameters = z.strictObject({
  ...networkParameters.shape,
  images: imageParameters,
  learningRate: z.number().positive(),
  /** Steps before the window, and in it. */
  before: z.int().positive(),
  window: z.int().positive(),
  /** Steps between two centres. */
  centresEvery: z.int().positive(),
  /** Eigenpairs sought; those above `edgeShare`·2/η count as at the edge. */
  eigenpairs: z.int().positive(),
});

export type DirectionsParameters = z.output<typeof parameters>;

/** An eigenvalue above this share of 2/η is at the edge. */
export const edgeShare = 0.98;

const centreSchema = z.strictObject({
  step: z.int(),
  /** Eigenvalues in units of 2/η, descending. */
  ratios: z.array(z.number()),
  /** How many of them are at the edge, and the largest residual of those. */
  atEdge: z.int(),
  residual: z.number(),
  /** Of the search for eigenpairs, and of the complementarity problem. */
  search: searchStatusSchema,
  solver: z.enum(['converged', 'unconverged']),
  /** tr X of the complementarity problem, and 2α/β of the sharpest direction alone. */
  predicted: z.number(),
  predictedByOne: z.number(),
  /** Share of ‖δ‖² within the directions at the edge. */
  inside: z.number(),
});

export type DirectionsCentre = z.output<typeof centreSchema>;

export const directionsOutput = z.strictObject({
  model: modelSchema,
  learningRate: z.number(),
  centres: z.array(centreSchema),
  /** Amplitudes over the window: root of the mean of ‖δ‖², measured and predicted; null where training diverged. */
  amplitudes: z
    .strictObject({ measured: z.number(), predicted: z.number(), predictedByOne: z.number() })
    .nullable(),
  eigenpairs: z.array(eigenpairSchema),
  /** Step at which training diverged before its window; there where it did. */
  divergedAt: z.int().optional(),
});

export type DirectionsOutput = z.output<typeof directionsOutput>;

const residual = 1e-3;

interface MeasuredCentre {
  readonly record: DirectionsCentre;
  readonly point: Float64Array;
  readonly edge: readonly Eigenpair[];
  /** All vectors found, from which the search at the next centre starts. */
  readonly vectors: readonly Float64Array[];
}

function measureCentre(
  { engine, parameters: { learningRate, eigenpairs } }: RunContext<DirectionsParameters>,
  { problem }: Classifier,
  window: Window,
  step: number,
  start: readonly Float64Array[],
  search: boolean,
): MeasuredCentre {
  const point = window.centre(step);
  const { eigenpairs: pairs, status } = warmEigenpairs(engine.hessian(problem, point, 'float32'), start, {
    count: eigenpairs,
    stop: { residual },
    maxProducts: 400,
    search,
  });
  const edge = pairs.filter(({ value }) => value >= (edgeShare * 2) / learningRate);
  const gradient = (at: Float64Array) => engine.gradient(problem, at);
  const matrices = edgeProblem(
    gradient,
    point,
    edge.map(({ vector }) => vector),
  );
  const solution = solveEdge(matrices);
  const { alpha, beta } = curvatureResponse(gradient, point, gradient(point), pairs[0].vector);
  const delta = window.oscillation(step);
  return {
    record: {
      step,
      ratios: pairs.map(({ value }) => (value * learningRate) / 2),
      atEdge: edge.length,
      residual: Math.max(0, ...edge.map((pair) => pair.residual)),
      search: status,
      solver: solution.status,
      predicted: trace(solution.x, edge.length),
      predictedByOne: predictedVariance(alpha, beta),
      inside: edge.reduce((sum, { vector }) => sum + dot(vector, delta) ** 2, 0) / dot(delta, delta),
    },
    point,
    edge,
    vectors: pairs.map(({ vector }) => vector),
  };
}

async function run(context: RunContext<DirectionsParameters>): Promise<RunResult<DirectionsOutput>> {
  const { engine, parameters: set, seed, checkpoint, progress } = context;
  const dataset = await trainingImages(set.images, seed);
  const network = imageClassifier(dataset, set, seed);
  const { model, problem, start } = network;
  const init = Float64Array.from(start);
  const trained = await engine.gradientDescent(problem, start, {
    learningRate: set.learningRate,
    steps: set.before,
  });
  const window =
    trained.status === 'diverged'
      ? null
      : measureWindow(engine, problem, Float64Array.from(trained.parameters), set.learningRate, set.window);
  const output = {
    model: { ...model, layers: [...model.layers], dataset: dataset.id },
    learningRate: set.learningRate,
  };
  if (!window)
    return {
      status: 'diverged',
      output: {
        ...output,
        centres: [],
        amplitudes: null,
        eigenpairs: [],
        ...(trained.status === 'diverged' && { divergedAt: trained.losses.length - 1 }),
      },
      tensors: networkTensors(model, { init }, []),
      datasets: [dataset],
    };
  const lanczosStart = gaussianVector(init.length, random(seed, 'Lanczos start'));
  const steps = Array.from(
    { length: Math.ceil(set.window / set.centresEvery) },
    (_, i) => 1 + i * set.centresEvery,
  );
  const centres: MeasuredCentre[] = [];
  for (const [i, step] of steps.entries()) {
    progress(0.1 + (0.9 * i) / steps.length, 'centres');
    const near = centres.at(-1)?.vectors ?? [lanczosStart];
    const search = i === 0 || i === steps.length - 1;
    centres.push(
      kept(checkpoint, `centre ${step}`, () => measureCentre(context, network, window, step, near, search)),
    );
  }
  const last = centres.at(-1)!;
  const records = centres.map(({ record }) => record);
  const norms = Array.from({ length: set.window }, (_, t) => norm(window.oscillation(t + 1)));
  return {
    status: records.every(({ solver }) => solver === 'converged') ? 'complete' : 'partial',
    output: {
      ...output,
      centres: records,
      amplitudes: {
        measured: rootMeanSquare(norms),
        predicted: Math.sqrt(mean(records, ({ predicted }) => predicted)),
        predictedByOne: Math.sqrt(mean(records, ({ predictedByOne }) => predictedByOne)),
      },
      eigenpairs: last.edge.map((pair, i) => ({
        centre: 'final',
        value: pair.value,
        residual: pair.residual,
        direction: `e${i + 1}`,
      })),
    },
    tensors: networkTensors(
      model,
      { init, final: last.point },
      last.edge.map(({ vector }, i) => ({ name: `e${i + 1}`, vector: Float32Array.from(vector) })),
    ),
    datasets: [dataset],
  };
}

const tenOutputs: DirectionsParameters = {
  kind: 'mlp',
  hidden: [64, 64, 64],
  activation: 'tanh',
  loss: 'mse',
  images: mnistDigits,
  learningRate: 0.3,
  before: 1000,
  window: 200,
  centresEvery: 40,
  eigenpairs: 20,
};

function variants(profile: Profile): Record<string, Variant<DirectionsParameters>> {
  const adapt = (full: DirectionsParameters): DirectionsParameters =>
    profile === 'full'
      ? full
      : { ...full, images: { ...full.images, samples: 150 }, before: 500, centresEvery: 100 };
  return Object.fromEntries(
    [0.3, 0.5].map((learningRate) => [
      `tanh4-${learningRate}`,
      { parameters: adapt({ ...tenOutputs, learningRate }), seeds: seedCount(profile).slice(0, 3) },
    ]),
  );
}

/** N7: the oscillation with several directions at the edge against the central flow of all of them. */
export const oscillationDirections = defineExperiment({
  id: 'oscillation-directions',
  version: 1,
  title: 'Size of the oscillation with several directions at the edge',
  parameters,
  output: directionsOutput,
  variants,
  run,
  judges: {},
});
