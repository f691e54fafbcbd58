import { kept } from '../../claims/checkpoint.ts';
import type { RunContext, RunResult } from '../../claims/experiment.ts';
import { averagedScales, averagingDirections } from '../../measure/averaged-scales.ts';
import { exampleShares } from '../../measure/example-shares.ts';
import { imageClassifier } from '../../measure/image-classifier.ts';
import { trainingImages } from '../../measure/image-data.ts';
import { networkTensors } from '../../measure/network-tensors.ts';
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
  const measured = [...averaging, ...lines].map((direction, i, all) => {
    progress(0.5 + (0.5 * i) / all.length, `slice ${direction.name}`);
    const distances = i < averaging.length ? grid : lineSlice;
    return kept(checkpoint, `slice ${direction.name}`, () =>
      measureSlice(loss, centre, direction, distances),
    );
  });
  return {
    status: 'complete',
    output: {
      ...output,
      slices: measured,
      scales: averagedScales(measured.slice(0, averaging.length), centreLoss),
      lines: measured.slice(averaging.length).map((slice) => measureLine(slice, centreLoss)),
      shares: [exampleShares(loss, problem, centre, averaging[0], shareDistances)],
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
