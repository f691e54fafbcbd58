import type { RunContext, RunResult } from '../../claims/experiment.ts';
import { oneHot } from '../../data/dataset.ts';
import { topEigenpairs } from '../../math/lanczos.ts';
import { logisticHessian, logisticMinimum, margins, type BinarySamples } from '../../math/logistic.ts';
import { multiply } from '../../math/matrix.ts';
import type { MlpModel } from '../../math/network.ts';
import { simdProducts } from '../../math/products/simd-products.ts';
import { gaussianVector, random } from '../../math/random.ts';
import { unit } from '../../math/vector.ts';
import { exampleShares, problemKeys } from '../../measure/example-shares.ts';
import { trainingImages } from '../../measure/image-data.ts';
import { networkTensors } from '../../measure/network-tensors.ts';
import { measureSlice } from '../../measure/slice-growth.ts';
import { measureTransition } from '../../measure/transitions.ts';
import { pairedOutputs, pairedProjections, paritySamples } from './parity-samples.ts';
import type { ParityOutput, ParityParameters } from './parity-schema.ts';

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

/** Fits a logistic regression to the parity of labels and measures where its slices turn from quadratic to linear. */
export async function runParity(context: RunContext<ParityParameters>): Promise<RunResult<ParityOutput>> {
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
  const loss = engine.loss(problem);
  const samples = paritySamples(dataset);
  const minimum = logisticMinimum(samples, { products: simdProducts() });
  progress(0.6, 'eigenvectors');
  const w = rounded(minimum.w);
  const centre = pairedOutputs(w);
  const { status, directions } = sharpest(samples, w, context);
  progress(0.8, 'slices');
  const slices = directions.map((direction) => measureSlice(loss, centre, direction, parameters.slice));
  const margin = margins(samples, w);
  const [centreLoss] = loss.slice(centre, directions[0].vector, [0]);
  const converged = minimum.status === 'converged' && status === 'converged';
  return {
    status: converged ? 'complete' : 'partial',
    output: {
      model: { ...model, layers: [...model.layers], dataset: dataset.id },
      minimum: {
        status: minimum.status,
        iterations: minimum.iterations,
        loss: centreLoss,
        gradientNorm: minimum.gradientNorm,
        accuracy: margin.filter((value) => value > 0).length / dataset.n,
      },
      eigenpairs: [],
      slices,
      transitions: slices.map((slice, i) =>
        measureTransition(slice, centreLoss, margin, pairedProjections(samples, directions[i].vector)),
      ),
      shares: [exampleShares(loss, problemKeys(problem, centre), centre, directions[0], parameters.slice)],
    },
    tensors: networkTensors(model, { init: new Float64Array(centre.length), final: centre }, directions),
    datasets: [dataset],
  };
}
