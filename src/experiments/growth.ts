import { z } from 'zod';
import { oneHot } from '../data/dataset.ts';
import { loadMnist } from '../data/mnist.ts';
import type { Problem } from '../engine/engine.ts';
import { initialParameters, type MlpModel } from '../math/network.ts';
import { random } from '../math/random.ts';
import { activationNames } from '../math/activations.ts';
import { lossNames } from '../math/output-losses.ts';
import type { LanczosResult } from '../math/lanczos.ts';
import { kept } from './checkpoint.ts';
import { sharpestDirections, sliceDirections, type Direction } from './directions.ts';
import {
  defineExperiment,
  type Profile,
  type RunContext,
  type RunResult,
  type Variant,
} from './experiment.ts';
import { judgeGrowth } from './growth-judge.ts';
import { eigenpairSchema, modelSchema, sliceSchema, type SliceRecord } from './network-schemas.ts';
import { networkTensors } from './network-tensors.ts';
import { growthOf, growthSchema, measureSlice, type GrowthRecord } from './slice-growth.ts';
import { train, trainingParameters, trainingSchema, type Trained } from './training.ts';

const parameters = z.strictObject({
  hidden: z.array(z.int().positive()),
  activation: z.enum(activationNames),
  loss: z.enum(lossNames),
  samples: z.int().positive(),
  /** Standard deviation of the inputs. */
  scale: z.number().positive(),
  training: trainingParameters,
  eigenpairs: z.int().positive(),
  lanczosTolerance: z.number().positive(),
  lanczosIterations: z.int().positive(),
  randomDirections: z.int().positive(),
  slice: z.strictObject({
    from: z.number().positive(),
    to: z.number().positive(),
    pointsPerDecade: z.int().positive(),
  }),
});

export type GrowthParameters = z.output<typeof parameters>;

export const growthOutput = z.strictObject({
  model: modelSchema,
  training: trainingSchema,
  lanczos: z.strictObject({ status: z.enum(['converged', 'unconverged']), products: z.int() }),
  eigenpairs: z.array(eigenpairSchema),
  slices: z.array(sliceSchema),
  growth: z.array(growthSchema),
});

export type GrowthOutput = z.output<typeof growthOutput>;

const classes = 10;

const tanh4: GrowthParameters = {
  hidden: [64, 64, 64],
  activation: 'tanh',
  loss: 'mse',
  samples: 500,
  scale: 0.25,
  training: { learningRate: 0.3, maxSteps: 8000, targetLoss: 5e-3, settleSteps: 500 },
  eigenpairs: 5,
  lanczosTolerance: 1e-8,
  lanczosIterations: 300,
  randomDirections: 2,
  slice: { from: 1e-5, to: 1e2, pointsPerDecade: 20 },
};

const linear: GrowthParameters = {
  ...tanh4,
  hidden: [],
  activation: 'identity',
  training: { learningRate: 0.3, maxSteps: 4000, targetLoss: null, settleSteps: 500 },
};

/** Fewer samples, which train in fewer steps, and fewer seeds; every direction, control and figure stays. */
const quickly = (full: GrowthParameters): GrowthParameters => ({
  ...full,
  samples: 150,
  training: { ...full.training, maxSteps: full.training.maxSteps / 4, settleSteps: 100 },
});

function variants(profile: Profile): Record<string, Variant<GrowthParameters>> {
  const [seeds, adapt] =
    profile === 'full' ? [[0, 1, 2, 3, 4], (p: GrowthParameters) => p] : [[0, 1, 2], quickly];
  return { tanh4: { parameters: adapt(tanh4), seeds }, linear: { parameters: adapt(linear), seeds } };
}

/** Shares of the work that are done when training and the search for eigenvectors end; slices are the rest. */
const phases = { training: 0.6, eigenvectors: 0.8 };

async function run(context: RunContext<GrowthParameters>): Promise<RunResult<GrowthOutput>> {
  const { engine, parameters, seed, checkpoint, progress } = context;
  const { samples, scale, hidden, activation, loss } = parameters;
  const dataset = await loadMnist({ n: samples, seed, pool: 2, scale });
  const model: MlpModel = { kind: 'mlp', layers: [dataset.d, ...hidden, classes], activation, loss };
  const problem = { model, n: dataset.n, x: dataset.x, targets: oneHot(dataset.y, classes) };
  const start = Float32Array.from(initialParameters(model, random(seed, 'initial parameters')));

  const trained = await train(engine, problem, start, parameters.training, checkpoint, (share) =>
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
      },
      tensors: networkTensors(model, points, []),
      datasets: [dataset],
    };

  const { lanczos, directions } = directionsOf(context, problem, trained);
  const measured = measureGrowth(context, problem, trained, directions);
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
    },
    tensors: networkTensors(model, points, directions),
    datasets: [dataset],
  };
}

function directionsOf(
  { engine, parameters, seed, checkpoint, progress }: RunContext<GrowthParameters>,
  problem: Problem,
  trained: Trained,
): { lanczos: LanczosResult; directions: Direction[] } {
  const { eigenpairs: count, lanczosTolerance: tolerance, lanczosIterations: maxIterations } = parameters;
  const search = () =>
    sharpestDirections(
      engine,
      problem,
      trained.parameters,
      { count, tolerance, maxIterations, seed },
      (share) => progress(phases.training + (phases.eigenvectors - phases.training) * share, 'eigenvectors'),
    );
  const lanczos = kept(checkpoint, 'eigenvectors', search);
  return {
    lanczos,
    directions: sliceDirections(lanczos, trained.gradient, seed, parameters.randomDirections),
  };
}

function measureGrowth(
  { engine, parameters, checkpoint, progress }: RunContext<GrowthParameters>,
  problem: Problem,
  { parameters: centre, record }: Trained,
  directions: readonly Direction[],
): { slice: SliceRecord; growth: GrowthRecord }[] {
  const product = engine.hessian(problem, centre);
  const share = (i: number) => phases.eigenvectors + ((1 - phases.eigenvectors) * i) / directions.length;
  return directions.map((direction, i) => {
    progress(share(i), `slice ${direction.name}`);
    return kept(checkpoint, `slice ${direction.name}`, () => {
      const slice = measureSlice(engine, problem, centre, direction, parameters.slice);
      return { slice, growth: growthOf(slice, direction, product(direction.vector), record.loss!) };
    });
  });
}

/** N1: how the loss grows around a trained network, and around a linear one, where it must be quadratic. */
export const growth = defineExperiment({
  id: 'growth',
  version: 1,
  title: 'Growth of the loss around a trained network',
  parameters,
  output: growthOutput,
  variants,
  run,
  judges: { R1: judgeGrowth },
});
