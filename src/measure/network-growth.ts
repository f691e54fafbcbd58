import { z } from 'zod';
import { exampleSharesSchema, problemOutputs } from './example-shares.ts';
import { measure } from './landscape/measure.ts';
import type { RunContext, RunResult } from '../claims/experiment.ts';
import { imageClassifier, networkParameters } from './image-classifier.ts';
import { imageParameters, trainingImages } from './image-data.ts';
import { eigenpairSchema, modelSchema, sliceSchema } from './network-schemas.ts';
import { networkTensors } from './network-tensors.ts';
import { growthSchema, sliceGrid } from './slice-growth.ts';
import { train, trainingParameters, trainingSchema } from './training.ts';

export const growthParameters = z.strictObject({
  ...networkParameters.shape,
  images: imageParameters,
  training: trainingParameters,
  eigenpairs: z.int().positive(),
  lanczosTolerance: z.number().positive(),
  lanczosIterations: z.int().positive(),
  randomDirections: z.int().positive(),
  slice: sliceGrid,
});

export type GrowthParameters = z.output<typeof growthParameters>;

export const growthOutput = z.strictObject({
  model: modelSchema,
  training: trainingSchema,
  lanczos: z.strictObject({ status: z.enum(['converged', 'unconverged']), products: z.int() }),
  eigenpairs: z.array(eigenpairSchema),
  slices: z.array(sliceSchema),
  growth: z.array(growthSchema),
  /** Which examples make the rise along the sharpest and along a random direction. */
  shares: z.array(exampleSharesSchema),
});

export type GrowthOutput = z.output<typeof growthOutput>;

/** Where the shares of examples are taken: rounding blurs single examples below, and nothing changes above. */
const shareDistances = { from: 1e-3, to: 1e2 };

/** Share of the work that is done when training ends. */
const trainingShare = 0.6;

/** Trains a network and measures how its loss grows along its sharpest, its gradient's and random directions. */
export async function measureNetworkGrowth(
  context: RunContext<GrowthParameters>,
): Promise<RunResult<GrowthOutput>> {
  const { engine, parameters, seed, checkpoint, progress } = context;
  const dataset = await trainingImages(parameters.images, seed);
  const { model, problem, start } = imageClassifier(dataset, parameters, seed);
  const loss = engine.loss(problem);

  const trained = await train(loss, start, parameters.training, checkpoint, (share) =>
    progress(trainingShare * share, 'training'),
  );
  const output = {
    model: { ...model, layers: [...model.layers], dataset: dataset.id },
    training: trained.record,
  };
  const points = { init: Float64Array.from(start), final: trained.parameters };
  if (trained.record.status === 'diverged')
    return {
      status: 'diverged',
      output: {
        ...output,
        lanczos: { status: 'unconverged', products: 0 },
        eigenpairs: [],
        slices: [],
        growth: [],
        shares: [],
      },
      tensors: networkTensors(model, points, []),
      datasets: [dataset],
    };

  const { eigenpairs: count, randomDirections, lanczosTolerance, lanczosIterations } = parameters;
  const centre = trained.parameters;
  const measured = await measure(loss, {
    ...{ point: centre, seed, checkpoint, precision: 'float64', density: null, layerProducts: 0 },
    directions: { top: count, bottom: 0, gradient: true, random: randomDirections },
    ...{ tolerance: lanczosTolerance, maxProducts: lanczosIterations },
    slice: parameters.slice,
    shares: shareDistances,
    outputs: problemOutputs(problem, centre),
    progress: ({ share, doing }) => progress(trainingShare + (1 - trainingShare) * share, doing),
  });
  const { report, directions, slices, searches } = measured;
  const { top } = report.eigenvalues;
  const converged = top.length === count && top.every(({ status }) => status === 'converged');
  const short = parameters.training.targetLoss !== null && trained.record.status !== 'reached';
  return {
    status: short || !converged ? 'partial' : 'complete',
    output: {
      ...output,
      lanczos: { status: converged ? 'converged' : 'unconverged', products: searches.top },
      eigenpairs: top.map(({ value, residual, direction }) => ({
        centre: 'final',
        value,
        residual,
        direction,
      })),
      slices: slices.map(({ slice }) => slice),
      growth: slices.map(({ growth }) => growth),
      shares: report.shares,
    },
    tensors: networkTensors(model, points, directions),
    datasets: [dataset],
  };
}
