import { kept } from '../../claims/checkpoint.ts';
import type { RunContext, RunResult } from '../../claims/experiment.ts';
import {
  curvatureResponse,
  edgeProblem,
  predictedVariance,
  solveEdge,
  trace,
} from '../../math/central-flow.ts';
import type { Eigenpair } from '../../math/eigenpair.ts';
import type { Loss } from '../../math/loss.ts';
import { gaussianVector, random } from '../../math/random.ts';
import { mean } from '../../math/statistics.ts';
import { dot, norm } from '../../math/vector.ts';
import { warmEigenpairs } from '../../math/warm-lanczos.ts';
import { imageClassifier } from '../../measure/image-classifier.ts';
import { trainingImages } from '../../measure/image-data.ts';
import { networkTensors } from '../../measure/network-tensors.ts';
import { measureWindow, rootMeanSquare, type Window } from '../../measure/oscillation-window.ts';
import {
  edgeShare,
  type DirectionsCentre,
  type DirectionsOutput,
  type DirectionsParameters,
} from './directions-schema.ts';

const residual = 1e-3;

interface MeasuredCentre {
  readonly record: DirectionsCentre;
  readonly point: Float64Array;
  readonly edge: readonly Eigenpair[];
  /** All vectors found, from which the search at the next centre starts. */
  readonly vectors: readonly Float64Array[];
}

function measureCentre(
  { parameters: { learningRate, eigenpairs } }: RunContext<DirectionsParameters>,
  loss: Loss,
  window: Window,
  step: number,
  start: readonly Float64Array[],
  search: boolean,
): MeasuredCentre {
  const point = window.centre(step);
  const { eigenpairs: pairs, status } = warmEigenpairs(loss.hessian(point, 'float32'), start, {
    count: eigenpairs,
    stop: { residual },
    maxProducts: 400,
    search,
  });
  const edge = pairs.filter(({ value }) => value >= (edgeShare * 2) / learningRate);
  const matrices = edgeProblem(
    loss,
    point,
    edge.map(({ vector }) => vector),
  );
  const solution = solveEdge(matrices);
  const { alpha, beta } = curvatureResponse(loss, point, pairs[0].vector);
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

/** The oscillation with several directions at the edge against the central flow of all of them. */
export async function runDirections(
  context: RunContext<DirectionsParameters>,
): Promise<RunResult<DirectionsOutput>> {
  const { engine, parameters: set, seed, checkpoint, progress } = context;
  const dataset = await trainingImages(set.images, seed);
  const network = imageClassifier(dataset, set, seed);
  const { model, problem, start } = network;
  const loss = engine.loss(problem);
  const init = Float64Array.from(start);
  const trained = await loss.gradientDescent(start, {
    learningRate: set.learningRate,
    steps: set.before,
  });
  const window =
    trained.status === 'diverged'
      ? null
      : measureWindow(loss, Float64Array.from(trained.parameters), set.learningRate, set.window);
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
      kept(checkpoint, `centre ${step}`, () => measureCentre(context, loss, window, step, near, search)),
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
