import type { z } from 'zod';
import { kept } from '../../claims/checkpoint.ts';
import type { RunContext, RunResult } from '../../claims/experiment.ts';
import type { TrainingLoss } from '../../engine/engine.ts';
import { curvatureResponse, predictedVariance } from '../../math/central-flow.ts';
import { mean } from '../../math/statistics.ts';
import { scaled } from '../../math/vector.ts';
import { warmEigenpairs } from '../../math/warm-lanczos.ts';
import { trainingImages } from '../../measure/image-data.ts';
import type { searchStatusSchema } from '../../measure/network-schemas.ts';
import { networkTensors } from '../../measure/network-tensors.ts';
import {
  binaryTargets,
  oneOutputNetwork,
  oscillationAlong,
  rootMeanSquare,
  windowOf,
  windowStart,
} from '../../measure/oscillation-window.ts';
import { hovering } from './centres.ts';
import type { DoseOutput, DoseParameters, DoseRecord } from './doses-schema.ts';

interface Course {
  readonly step: number;
  readonly sharpness: number;
  readonly second: number;
  readonly alpha: number;
  readonly beta: number;
  readonly amplitude: number;
  readonly search: z.output<typeof searchStatusSchema>;
}

/**
 * Gradient descent from `start` with η(m − 1)(α/β)∇S added to each step, which makes the sharpness drift m times as
 * fast; S, α and β are measured anew every few steps. Null where it diverges.
 */
function dosedCourse(
  loss: TrainingLoss,
  start: Float64Array,
  vectors: readonly Float64Array[],
  dose: number,
  { learningRate, transient, window, correctEvery }: DoseParameters,
): Course[] | null {
  const courses: Course[] = [];
  let current = start;
  let near = vectors;
  let correction: Float64Array = new Float64Array(start.length);
  for (let step = 0; step < transient + window; step += correctEvery) {
    const steps = { learningRate, steps: correctEvery, correction };
    const { status, iterates } = loss.trajectory(current, steps);
    if (status === 'diverged') return null;
    const pieces = windowOf([current, ...iterates], new Float64Array(0));
    const last = correctEvery - 1;
    const centre = pieces.centre(last);
    const { eigenpairs: pairs, status: search } = warmEigenpairs(loss.hessian(centre, 'float32'), near, {
      count: 2,
      stop: { residual: 1e-3 },
      maxProducts: 150,
      search: step === 0 || step + correctEvery >= transient + window,
    });
    const u = pairs[0].vector;
    const { alpha, beta, third } = curvatureResponse(loss, centre, u);
    const path = oscillationAlong(pieces, u, 1, last);
    courses.push({
      step,
      sharpness: pairs[0].value,
      second: pairs[1].value,
      alpha,
      beta,
      amplitude: rootMeanSquare(path),
      search,
    });
    correction = scaled(-(dose - 1) * (alpha / beta), third);
    near = pairs.map(({ vector }) => vector);
    current = iterates.at(-1)!;
  }
  return courses;
}

function doseRecord(
  dose: number,
  courses: readonly Course[] | null,
  { learningRate, transient }: DoseParameters,
): DoseRecord {
  const absent = { dose, measured: null, predicted: null, hovering: null, course: [] };
  if (courses === null) return { ...absent, status: 'diverged' };
  const window = courses.filter(({ step }) => step >= transient);
  const [first, last] = [window[0], window.at(-1)!];
  const drift = (last.sharpness - first.sharpness) / (learningRate * (last.step - first.step));
  const inEdges = (sharpness: number) => (sharpness * learningRate) / 2;
  return {
    dose,
    status: 'bounded',
    measured: rootMeanSquare(window.map(({ amplitude }) => amplitude)),
    predicted: Math.sqrt(mean(window, ({ alpha, beta }) => predictedVariance(dose * alpha, beta, drift))),
    hovering: hovering(
      window.map(({ sharpness, second }) => ({ ratio: inEdges(sharpness), secondRatio: inEdges(second) })),
    ),
    course: courses.map(({ step, sharpness, amplitude, search }) => ({
      step,
      ratio: inEdges(sharpness),
      amplitude,
      search,
    })),
  };
}

/** Descends from one point at the edge with the drift of the sharpness multiplied by each dose. */
export async function runDoses(context: RunContext<DoseParameters>): Promise<RunResult<DoseOutput>> {
  const { engine, parameters: set, seed, checkpoint, progress } = context;
  const dataset = binaryTargets(await trainingImages(set.images, seed), set.task);
  const network = oneOutputNetwork(dataset, set, seed);
  const { model, problem, start: initial } = network;
  const loss = engine.loss(problem);
  const start = await windowStart(loss, network, set, seed, checkpoint);
  const doses = set.doses.map((dose, i) => {
    progress(0.2 + (0.8 * i) / set.doses.length, `dose ${dose}`);
    return kept(checkpoint, `dose ${dose}`, () =>
      doseRecord(dose, start && dosedCourse(loss, start.parameters, start.vectors, dose, set), set),
    );
  });
  return {
    status: start ? 'complete' : 'partial',
    output: {
      model: { ...model, layers: [...model.layers], dataset: dataset.id },
      learningRate: set.learningRate,
      crossing: start?.crossing ?? null,
      doses,
    },
    tensors: networkTensors(
      model,
      { init: Float64Array.from(initial), ...(start && { final: start.parameters }) },
      [],
    ),
    datasets: [dataset],
  };
}
