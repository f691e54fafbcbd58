import { z } from 'zod';
import { oneHot } from '../../data/dataset.ts';
import { normKinds } from '../../data/sample-norms.ts';
import { topEigenpairs } from '../../math/lanczos.ts';
import { logisticHessian, logisticMinimum, margins, type BinarySamples } from '../../math/logistic.ts';
import { multiply } from '../../math/matrix.ts';
import type { MlpModel } from '../../math/network.ts';
import { simdProducts } from '../../math/products/simd-products.ts';
import { gaussianVector, random } from '../../math/random.ts';
import { unit } from '../../math/vector.ts';
import {
  defineExperiment,
  type Profile,
  type RunContext,
  type RunResult,
  type Variant,
} from '../../claims/experiment.ts';
import { imageParameters, mnistDigits, trainingImages } from '../../measure/image-data.ts';
import { exampleShares, exampleSharesSchema } from '../../measure/example-shares.ts';
import { eigenpairSchema, modelSchema, sliceSchema } from '../../measure/network-schemas.ts';
import { networkTensors } from '../../measure/network-tensors.ts';
import { judgeParity } from './parity-judge.ts';
import { pairedOutputs, pairedProjections, paritySamples } from './parity-samples.ts';
import { measureSlice, sliceGrid } from '../../measure/slice-growth.ts';
import { measureTransition, transitionSchema } from '../../measure/transitions.ts';

const parameters = z.strictObject({
  images: imageParameters,
  eigenpairs: z.int().positive(),
  lanczosTolerance: z.number().positive(),
  slice: sliceGrid,
});

export type ParityParameters = z.output<typeof parameters>;

export const parityOutput = z.strictObject({
  model: modelSchema,
  minimum: z.strictObject({
    status: z.enum(['converged', 'unconverged']),
    iterations: z.int(),
    loss: z.number(),
    gradientNorm: z.number(),
    /** Share of the samples on the right side. */
    accuracy: z.number(),
  }),
  /** None: the directions are eigenvectors of the Hessian in the weights alone. */
  eigenpairs: z.array(eigenpairSchema),
  slices: z.array(sliceSchema),
  transitions: z.array(transitionSchema),
  /** Which examples make the rise along the sharpest direction. */
  shares: z.array(exampleSharesSchema),
});

export type ParityOutput = z.output<typeof parityOutput>;

const full: ParityParameters = {
  images: { ...mnistDigits, samples: 2000 },
  eigenpairs: 3,
  lanczosTolerance: 1e-8,
  slice: { from: 1e-3, to: 1e5, pointsPerDecade: 20 },
};

function variants(profile: Profile): Record<string, Variant<ParityParameters>> {
  const seeds = profile === 'full' ? [0, 1, 2, 3, 4] : [0, 1, 2];
  return Object.fromEntries(
    normKinds.map((norms) => [norms, { parameters: { ...full, images: { ...full.images, norms } }, seeds }]),
  );
}

/** The minimum as float32 publishes it: everything is measured around that point. */
const rounded = (w: Float64Array) => Float64Array.from(Float32Array.from(w));

/** The sharpest directions of the regression's weights, as directions of the paired network. */
function sharpest(
  samples: BinarySamples,
  w: Float64Array,
  { parameters, seed }: RunContext<ParityParameters>,
) {
  const { d } = samples;
  const hessian = logisticHessian(samples, w, simdProducts());
  const lanczos = topEigenpairs((v) => multiply(hessian, v, d, d, 1), {
    count: parameters.eigenpairs,
    tolerance: parameters.lanczosTolerance,
    start: gaussianVector(d, random(seed, 'Lanczos start')),
  });
  const directions = lanczos.eigenpairs.map(({ vector }, i) => ({
    name: `e${i + 1}`,
    vector: unit(pairedOutputs(vector)),
  }));
  return { status: lanczos.status, directions };
}

async function run(context: RunContext<ParityParameters>): Promise<RunResult<ParityOutput>> {
  const { engine, parameters, seed, progress } = context;
  const images = await trainingImages(parameters.images, seed);
  const dataset = { ...images, id: `parity-${images.id}`, y: images.y.map((label) => label % 2) };
  const model: MlpModel = {
    kind: 'mlp',
    layers: [dataset.d, 2],
    activation: 'identity',
    loss: 'cross-entropy',
  };
  const problem = { model, n: dataset.n, x: dataset.x, targets: oneHot(dataset.y, 2) };
  const samples = paritySamples(dataset);
  const minimum = logisticMinimum(samples, { products: simdProducts() });
  progress(0.6, 'eigenvectors');
  const w = rounded(minimum.w);
  const centre = pairedOutputs(w);
  const { status, directions } = sharpest(samples, w, context);
  progress(0.8, 'slices');
  const slices = directions.map((direction) =>
    measureSlice(engine, problem, centre, direction, parameters.slice),
  );
  const margin = margins(samples, w);
  const [loss] = engine.slice(problem, centre, directions[0].vector, [0]);
  const converged = minimum.status === 'converged' && status === 'converged';
  return {
    status: converged ? 'complete' : 'partial',
    output: {
      model: { ...model, layers: [...model.layers], dataset: dataset.id },
      minimum: {
        status: minimum.status,
        iterations: minimum.iterations,
        loss,
        gradientNorm: minimum.gradientNorm,
        accuracy: margin.filter((value) => value > 0).length / dataset.n,
      },
      eigenpairs: [],
      slices,
      transitions: slices.map((slice, i) =>
        measureTransition(slice, loss, margin, pairedProjections(samples, directions[i].vector)),
      ),
      shares: [exampleShares(engine, problem, centre, directions[0], parameters.slice)],
    },
    tensors: networkTensors(model, { init: new Float64Array(centre.length), final: centre }, directions),
    datasets: [dataset],
  };
}

/** N5: does the spread of the samples' magnitudes spread the scales of a convex loss? */
export const parity = defineExperiment({
  id: 'parity',
  version: 1,
  title: 'Transition of a logistic regression from quadratic to linear growth',
  parameters,
  output: parityOutput,
  variants,
  run,
  judges: { R5: judgeParity },
});
