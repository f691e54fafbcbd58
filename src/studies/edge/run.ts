import { kept } from '../../claims/checkpoint.ts';
import type { TrainingLoss } from '../../engine/engine.ts';
import type { Loss } from '../../math/loss.ts';
import { descend, isQuadratic, startDescent, type EdgeDescent } from '../../measure/descent.ts';
import { orbitsAlong } from './orbits.ts';
import { edgeStatistics } from './statistics.ts';
import type { RunContext, RunResult } from '../../claims/experiment.ts';
import { imageClassifier } from '../../measure/image-classifier.ts';
import { trainingImages } from '../../measure/image-data.ts';
import { networkTensors } from '../../measure/network-tensors.ts';
import { measure } from '../../measure/landscape/measure.ts';
import type { EdgeOutput, EdgeParameters } from './schema.ts';

const lossPoints = 400;

const thinned = (losses: Float64Array) => {
  const stride = Math.max(1, Math.ceil(losses.length / lossPoints));
  return Array.from(losses, (loss, step) => ({ step, loss })).filter(
    ({ step, loss }) => step % stride === 0 && Number.isFinite(loss),
  );
};

async function settled(
  { parameters: { learningRate, settleSteps } }: RunContext<EdgeParameters>,
  loss: TrainingLoss,
  { parameters: start, losses }: EdgeDescent,
): Promise<Float64Array> {
  const result = await loss.gradientDescent(start, {
    learningRate: learningRate / 10,
    steps: settleSteps,
    initialLoss: losses[0],
  });
  return Float64Array.from(result.parameters);
}

/** Eigenvectors, slices and orbits about the point where the oscillation has settled. */
async function mechanism(context: RunContext<EdgeParameters>, loss: Loss, centre: Float64Array) {
  const { parameters, seed, checkpoint, progress } = context;
  const { report, directions, slices } = await measure(loss, {
    ...{
      point: centre,
      seed,
      checkpoint,
      precision: 'float64',
      density: null,
      layerProducts: 0,
      shares: null,
    },
    directions: { top: parameters.directions, bottom: 0, gradient: false, random: 0 },
    ...{ tolerance: 1e-6, maxProducts: 300, slice: parameters.slice },
    progress: ({ share, doing }) => progress(0.8 + 0.05 * share, doing),
  });
  const { top } = report.eigenvalues;
  const orbits = directions.flatMap((direction, i) => {
    progress(0.85 + (0.15 * i) / directions.length, `orbits along ${direction.name}`);
    const along = { direction, slice: slices[i].slice, curvature: top[i].value, centreLoss: report.loss };
    return kept(checkpoint, `orbits ${direction.name}`, () =>
      orbitsAlong(loss, centre, along, parameters.excesses),
    );
  });
  return { top, directions, slices, orbits };
}

/** Gradient descent to the edge and along it, and on the slices of the point where it settles. */
export async function runEdge(context: RunContext<EdgeParameters>): Promise<RunResult<EdgeOutput>> {
  const { engine, parameters, seed, checkpoint, progress } = context;
  const { learningRate, steps, every } = parameters;
  const dataset = await trainingImages(parameters.images, seed);
  const network = imageClassifier(dataset, parameters, seed);
  const { model, problem, start } = network;
  const loss = engine.loss(problem);
  const until = ({ losses }: EdgeDescent) => {
    progress((0.8 * losses.length) / steps, 'gradient descent');
    return losses.length >= steps;
  };
  const descent = await descend(
    loss,
    startDescent(start, seed),
    { learningRate, every, until, quadratic: isQuadratic(model) },
    checkpoint,
    'descent',
  );
  const bounded = descent.status === 'running';
  const output = {
    model: { ...model, layers: [...model.layers], dataset: dataset.id },
    learningRate,
    loss: thinned(descent.losses),
    sharpness: [...descent.sharpness],
    statistics: bounded ? edgeStatistics(descent, { learningRate, every }) : null,
  };
  const init = Float64Array.from(start);
  if (!bounded || parameters.directions === 0)
    return {
      status: bounded ? 'complete' : 'diverged',
      output: { ...output, eigenpairs: [], slices: [], decreasingShares: [], orbits: [] },
      tensors: networkTensors(model, { init, final: Float64Array.from(descent.parameters) }, []),
      datasets: [dataset],
    };
  const final = await settled(context, loss, descent);
  const { top, directions, slices, orbits } = await mechanism(context, loss, final);
  return {
    status: top.every(({ status }) => status === 'converged') ? 'complete' : 'partial',
    output: {
      ...output,
      eigenpairs: top.map(({ value, residual, direction }) => ({
        centre: 'final',
        value,
        residual,
        direction,
      })),
      slices: slices.map(({ slice }) => slice),
      decreasingShares: slices.map(({ growth }) => growth.decreasingShare),
      orbits,
    },
    tensors: networkTensors(model, { init, final }, directions),
    datasets: [dataset],
  };
}
