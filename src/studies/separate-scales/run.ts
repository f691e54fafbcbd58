import { kept } from '../../claims/checkpoint.ts';
import type { RunContext, RunResult } from '../../claims/experiment.ts';
import { averagedScales, averagingDirections } from '../../measure/averaged-scales.ts';
import { problemOutputs } from '../../measure/example-shares.ts';
import { imageClassifier } from '../../measure/image-classifier.ts';
import { trainingImages } from '../../measure/image-data.ts';
import { networkTensors } from '../../measure/network-tensors.ts';
import { measure } from '../../measure/landscape/measure.ts';
import { measureSlice } from '../../measure/slice-growth.ts';
import { train } from '../../measure/training.ts';
import { preactivationsNearZero } from './kinks.ts';
import { measureLine, trajectoryLines } from './lines.ts';
import { pinningDistance, type SeparateScalesOutput, type SeparateScalesParameters } from './schema.ts';

/** Where the shares of examples are taken: around both scales. */
const shareDistances = { from: 1e-5, to: 10 };

/** Trains, settles at a smaller learning rate, and slices the loss along random directions and those of training. */
export async function runSeparateScales(
  context: RunContext<SeparateScalesParameters>,
): Promise<RunResult<SeparateScalesOutput>> {
  const { engine, parameters, seed, checkpoint, progress } = context;
  const { training, randomDirections, slice: grid, lineSlice } = parameters;
  const dataset = await trainingImages(parameters.images, seed);
  const { model, problem, start } = imageClassifier(dataset, parameters, seed);
  const loss = engine.loss(problem);
  const trained = await train(loss, start, training, checkpoint, (share) =>
    progress(0.5 * share, 'training'),
  );
  const { parameters: centre, record, settledFrom } = trained;
  const init = Float64Array.from(start);
  const near = (point: Float64Array) => preactivationsNearZero(problem, point, pinningDistance);
  const output = {
    model: { ...model, layers: [...model.layers], dataset: dataset.id },
    training: record,
    eigenpairs: [],
  };
  const points = { init, final: centre };
  if (record.status === 'diverged' || settledFrom === null || record.loss === null)
    return {
      status: 'diverged',
      output: {
        ...output,
        slices: [],
        scales: null,
        lines: [],
        shares: [],
        pinned: { init: near(init), final: null },
      },
      tensors: networkTensors(model, points, []),
      datasets: [dataset],
    };

  const centreLoss = record.loss;
  const averaging = averagingDirections(centre.length, randomDirections, seed);
  const lines = trajectoryLines(loss, trained, settledFrom, training.learningRate);
  const around = await measure(loss, {
    ...{ point: centre, seed, checkpoint, precision: 'float64', density: null, layerProducts: 0 },
    ...{ directions: { top: 0, bottom: 0, gradient: false, random: 0 }, along: averaging, slice: grid },
    ...{ shares: shareDistances, outputs: problemOutputs(problem, centre) },
    progress: ({ share, doing }) => progress(0.5 + 0.4 * share, doing),
  });
  const slices = around.slices.map(({ slice }) => slice);
  const ofLines = lines.map((direction, i) => {
    progress(0.9 + (0.1 * i) / lines.length, `slice ${direction.name}`);
    return kept(checkpoint, `line ${direction.name}`, () => measureSlice(loss, centre, direction, lineSlice));
  });
  return {
    status: 'complete',
    output: {
      ...output,
      slices: [...slices, ...ofLines],
      scales: averagedScales(slices, centreLoss),
      lines: ofLines.map((slice) => measureLine(slice, centreLoss)),
      shares: around.report.shares,
      pinned: { init: near(init), final: near(centre) },
    },
    tensors: networkTensors(
      model,
      points,
      [...averaging, ...lines].map(({ name, vector }) => ({ name, vector: Float32Array.from(vector) })),
    ),
    datasets: [dataset],
  };
}
