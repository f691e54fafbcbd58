import { z } from 'zod';
import { kept } from '../../claims/checkpoint.ts';
import { defineExperiment, type RunContext, type RunResult } from '../../claims/experiment.ts';
import { exampleShares, exampleSharesSchema } from '../../measure/example-shares.ts';
import { imageClassifier, networkParameters } from '../../measure/image-classifier.ts';
import { imageParameters, trainingImages } from '../../measure/image-data.ts';
import { preactivationsNearZero } from './kinks.ts';
import { lineSchema, measureLine, trajectoryLines } from './lines.ts';
import { eigenpairSchema, modelSchema, sliceSchema } from '../../measure/network-schemas.ts';
import { networkTensors } from '../../measure/network-tensors.ts';
import { averagedScales, averagedScalesSchema, averagingDirections } from '../../measure/averaged-scales.ts';
import { judgeSeparateScales } from './judge.ts';
import { separateScalesVariants } from './settings.ts';
import { measureSlice, sliceGrid } from '../../measure/slice-growth.ts';
import { train, trainingParameters, trainingSchema } from '../../measure/training.ts';

const parameters = z.strictObject({
  ...networkParameters.shape,
  images: imageParameters,
  /** The learning rate while settling is η′, on which the small scale depends. */
  training: trainingParameters.required(),
  randomDirections: z.int().positive(),
  slice: sliceGrid,
  lineSlice: sliceGrid,
});

export type SeparateScalesParameters = z.output<typeof parameters>;

/** A pre-activation this close to 0 counts as pinned to ReLU's kink. */
export const pinningDistance = 1e-4;

/** Where the shares of examples are taken: around both scales. */
const shareDistances = { from: 1e-5, to: 10 };

export const separateScalesOutput = z.strictObject({
  model: modelSchema,
  training: trainingSchema,
  eigenpairs: z.array(eigenpairSchema),
  slices: z.array(sliceSchema),
  /** The rise averaged over random directions; null where the training diverged. */
  scales: averagedScalesSchema.nullable(),
  lines: z.array(lineSchema),
  /** Which examples make the rise along the first random direction. */
  shares: z.array(exampleSharesSchema),
  /** Pre-activations closer to 0 than `pinningDistance`, over all samples and hidden units. */
  pinned: z.strictObject({ init: z.int(), final: z.int().nullable() }),
});

export type SeparateScalesOutput = z.output<typeof separateScalesOutput>;

async function run(context: RunContext<SeparateScalesParameters>): Promise<RunResult<SeparateScalesOutput>> {
  const { engine, parameters, seed, checkpoint, progress } = context;
  const { training, randomDirections, slice: grid, lineSlice } = parameters;
  const dataset = await trainingImages(parameters.images, seed);
  const { model, problem, start } = imageClassifier(dataset, parameters, seed);
  const trained = await train(engine, problem, start, training, checkpoint, (share) =>
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

  const loss = record.loss;
  const averaging = averagingDirections(centre.length, randomDirections, seed);
  const lines = trajectoryLines(engine, problem, trained, settledFrom, training.learningRate);
  const measured = [...averaging, ...lines].map((direction, i, all) => {
    progress(0.5 + (0.5 * i) / all.length, `slice ${direction.name}`);
    const distances = i < averaging.length ? grid : lineSlice;
    return kept(checkpoint, `slice ${direction.name}`, () =>
      measureSlice(engine, problem, centre, direction, distances),
    );
  });
  return {
    status: 'complete',
    output: {
      ...output,
      slices: measured,
      scales: averagedScales(measured.slice(0, averaging.length), loss),
      lines: measured.slice(averaging.length).map((slice) => measureLine(slice, loss)),
      shares: [exampleShares(engine, problem, centre, averaging[0], shareDistances)],
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

/** N2: scales of the loss around a network after gradient descent at a small learning rate. */
export const separateScales = defineExperiment({
  id: 'separate-scales',
  version: 1,
  title: 'Separate scales around a trained network',
  parameters,
  output: separateScalesOutput,
  variants: separateScalesVariants,
  run,
  judges: { R2: judgeSeparateScales },
});
