import type { RunContext, RunResult } from '../../claims/experiment.ts';
import type { TrainingLoss } from '../../engine/engine.ts';
import { curvatureResponse, predictedVariance } from '../../math/central-flow.ts';
import { gaussianVector, random } from '../../math/random.ts';
import { unit } from '../../math/vector.ts';
import { trainingImages } from '../../measure/image-data.ts';
import { networkTensors } from '../../measure/network-tensors.ts';
import {
  binaryTargets,
  measureWindow,
  oneOutputNetwork,
  oscillationAlong,
  rootMeanSquare,
  windowStart,
  type Window,
  type WindowStart,
} from '../../measure/oscillation-window.ts';
import { amplitudesOf, hovering, measureCentre, windowPath, type MeasuredCentre } from './centres.ts';
import type { Controls, OscillationOutput, OscillationParameters } from './schema.ts';

type Context = RunContext<OscillationParameters>;

/** Steps over which the controls are averaged. */
const controlSteps = 20;

function controlsOf(
  { parameters: { learningRate, window: steps }, seed }: Context,
  loss: TrainingLoss,
  start: WindowStart,
  window: Window,
  { point, vectors }: MeasuredCentre,
): Controls {
  const [top, second] = vectors;
  const along = (from: Float64Array, rate: number, count: number, u: Float64Array) => {
    const measured = measureWindow(loss, from, rate, count)!;
    return rootMeanSquare(oscillationAlong(measured, u, count - controlSteps + 1, count));
  };
  const compared = (u: Float64Array) => {
    const { alpha, beta } = curvatureResponse(loss, point, u);
    return {
      measured: rootMeanSquare(oscillationAlong(window, u, 1, steps)),
      predicted: Math.sqrt(predictedVariance(alpha, beta)),
    };
  };
  return {
    before: along(start.below, learningRate, controlSteps, start.vectors[0]),
    halved: along(start.parameters, learningRate / 2, steps, top),
    second: compared(second),
    random: compared(unit(gaussianVector(point.length, random(seed, 'random directions')))),
  };
}

function measureCentres(
  { parameters: set, progress }: Context,
  loss: TrainingLoss,
  start: WindowStart,
  window: Window,
) {
  const centres: MeasuredCentre[] = [];
  for (let step = 1; step <= set.window; step += set.centresEvery) {
    progress(0.4 + (0.5 * step) / set.window, 'centres');
    const before = centres.at(-1)?.vectors ?? start.vectors.slice(0, 2);
    // At both ends of the window: what grows to the edge in between is there at its end.
    const search = step === 1 || step + set.centresEvery > set.window;
    centres.push(measureCentre(loss, window, step, set.learningRate, before, search));
  }
  return centres;
}

/** The slice of the last centre, t ascending. */
const publishedSlice = ({ slice: { t, loss } }: MeasuredCentre) => ({
  direction: 'e1',
  centre: 'final' as const,
  t: t.toReversed(),
  loss: loss.toReversed(),
});

/** Measures the oscillation of a window at the edge and asks each theory for its size at centres of the window. */
export async function runOscillation(context: Context): Promise<RunResult<OscillationOutput>> {
  const { engine, parameters: set, seed, checkpoint } = context;
  const dataset = binaryTargets(await trainingImages(set.images, seed), set.task);
  const network = oneOutputNetwork(dataset, set, seed);
  const { model, problem, start: initial } = network;
  const loss = engine.loss(problem);
  const start = await windowStart(loss, network, set, seed, checkpoint);
  const window = start && measureWindow(loss, start.parameters, set.learningRate, set.window);
  const init = Float64Array.from(initial);
  const output = {
    model: { ...model, layers: [...model.layers], dataset: dataset.id },
    task: set.task,
    learningRate: set.learningRate,
    crossing: start?.crossing ?? null,
  };
  if (!start || !window)
    return {
      status: 'partial',
      output: {
        ...output,
        hovering: null,
        centres: [],
        amplitudes: null,
        controls: null,
        path: [],
        eigenpairs: [],
        slices: [],
      },
      tensors: networkTensors(model, { init }, []),
      datasets: [dataset],
    };
  const centres = measureCentres(context, loss, start, window);
  const last = centres.at(-1)!;
  const path = windowPath(window, centres, set.window);
  const records = centres.map(({ record }) => record);
  return {
    status: 'complete',
    output: {
      ...output,
      hovering: hovering(records),
      centres: records,
      amplitudes: amplitudesOf(records, path, set.learningRate),
      controls: controlsOf(context, loss, start, window, last),
      path,
      eigenpairs: last.values.map((value, i) => ({
        centre: 'final',
        value,
        residual: last.residuals[i],
        direction: `e${i + 1}`,
      })),
      slices: [publishedSlice(last)],
    },
    tensors: networkTensors(
      model,
      { init, final: last.point },
      last.vectors.map((vector, i) => ({ name: `e${i + 1}`, vector })),
    ),
    datasets: [dataset],
  };
}
