import { z } from 'zod';
import type { Loss } from '../math/loss.ts';
import type { LanczosResult } from '../math/lanczos.ts';
import { kept } from '../claims/checkpoint.ts';
import { exampleShares, exampleSharesSchema } from './example-shares.ts';
import { sharpestDirections, sliceDirections, type Direction } from './directions.ts';
import type { RunContext, RunResult } from '../claims/experiment.ts';
import { imageClassifier, networkParameters } from './image-classifier.ts';
import { imageParameters, trainingImages } from './image-data.ts';
import { eigenpairSchema, modelSchema, sliceSchema, type SliceRecord } from './network-schemas.ts';
import { networkTensors } from './network-tensors.ts';
import { growthOf, growthSchema, measureSlice, sliceGrid, type GrowthRecord } from './slice-growth.ts';
import { train, trainingParameters, trainingSchema, type Trained } from './training.ts';

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

/** Shares of the work that are done when training and the search for eigenvectors end; slices are the rest. */
const phases = { training: 0.6, eigenvectors: 0.8 };

/** Trains a network and measures how its loss grows along its sharpest, its gradient's and random directions. */
export async function measureNetworkGrowth(
  context: RunContext<GrowthParameters>,
): Promise<RunResult<GrowthOutput>> {
  const { engine, parameters, seed, checkpoint, progress } = context;
  const dataset = await trainingImages(parameters.images, seed);
  const { model, problem, start } = imageClassifier(dataset, parameters, seed);
  const loss = engine.loss(problem);

  const trained = await train(loss, start, parameters.training, checkpoint, (share) =>
    progress(phases.training * share, 'training'),
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

  const { lanczos, directions } = directionsOf(context, loss, trained);
  const measured = measureGrowth(context, loss, trained, directions);
  const short = parameters.training.targetLoss !== null && trained.record.status !== 'reached';
  return {
    status: short || lanczos.status === 'unconverged' ? 'partial' : 'complete',
    output: {
      ...output,
      lanczos: { status: lanczos.status, products: lanczos.products },
      eigenpairs: lanczos.eigenpairs.map(({ value, residual }, i) => ({
        centre: 'final',
        value,
        residual,
        direction: `e${i + 1}`,
      })),
      slices: measured.map(({ slice }) => slice),
      growth: measured.map((one) => one.growth),
      shares: directions
        .filter(({ name }) => name === 'e1' || name === 'random1')
        .map((direction) => exampleShares(loss, problem, trained.parameters, direction, shareDistances)),
    },
    tensors: networkTensors(model, points, directions),
    datasets: [dataset],
  };
}

function directionsOf(
  { parameters, seed, checkpoint, progress }: RunContext<GrowthParameters>,
  loss: Loss,
  trained: Trained,
): { lanczos: LanczosResult; directions: Direction[] } {
  const { eigenpairs: count, lanczosTolerance: tolerance, lanczosIterations: maxIterations } = parameters;
  const search = () =>
    sharpestDirections(loss, trained.parameters, { count, tolerance, maxIterations, seed }, (share) =>
      progress(phases.training + (phases.eigenvectors - phases.training) * share, 'eigenvectors'),
    );
  const lanczos = kept(checkpoint, 'eigenvectors', search);
  return {
    lanczos,
    directions: sliceDirections(lanczos, trained.gradient, seed, parameters.randomDirections),
  };
}

function measureGrowth(
  { parameters, checkpoint, progress }: RunContext<GrowthParameters>,
  loss: Loss,
  { parameters: centre, record }: Trained,
  directions: readonly Direction[],
): { slice: SliceRecord; growth: GrowthRecord }[] {
  const product = loss.hessian(centre);
  const share = (i: number) => phases.eigenvectors + ((1 - phases.eigenvectors) * i) / directions.length;
  return directions.map((direction, i) => {
    progress(share(i), `slice ${direction.name}`);
    return kept(checkpoint, `slice ${direction.name}`, () => {
      const slice = measureSlice(loss, centre, direction, parameters.slice);
      return { slice, growth: growthOf(slice, direction, product(direction.vector), record.loss!) };
    });
  });
}
