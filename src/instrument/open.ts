import { modelLoss, type ModelLoss } from '../engine/model-loss.ts';
import { weightsFor } from '../engine/readers/checkpoint.ts';
import { networkOutputs } from '../engine/readers/network-outputs.ts';
import { initialPoint, trainedModel } from '../engine/readers/trained-model.ts';
import type { TrainedNetwork } from '../engine/readers/trained-network.ts';
import { loadRuntime } from '../engine/runtime.ts';
import { rowNorms, type Outputs } from '../measure/example-shares.ts';
import { UsageError } from '../pipeline/command-line.ts';
import { asUsage, type Files } from './files.ts';
import { openNetwork, tensorsOf } from './open-network.ts';
import { openSamples, type FittedSamples } from './open-samples.ts';
import type { Asked } from './options.ts';
import type { Surroundings } from './surroundings.ts';

/** A point of training with its file. */
interface Point {
  readonly name: string;
  readonly parameters: Float64Array;
}

function pointsOf(network: TrainedNetwork, { weights, model }: Asked, files: Files): Point[] {
  // The first weights of an artifact's network are those it was read with.
  const others = network.format === 'multiscale' ? weights.slice(1) : weights;
  if (others.length === 0) return [{ name: model, parameters: initialPoint(network) }];
  return others.map((path) => ({
    name: path,
    parameters: asUsage(() => weightsFor(network, tensorsOf(files, 'weights', path), path)),
  }));
}

/** The bytes that the samples of one batch may take in the graphs, where no batch is asked for. */
const batchBytes = 6e8;

/** About how many numbers a sample and its activations are: so many samples at a time bound the memory. */
function batchFor({ n, data }: FittedSamples, asked: number | null): number {
  if (asked !== null) return Math.min(asked, n);
  const width = data['x'].length / n;
  return Math.min(n, Math.max(1, Math.floor(batchBytes / (8 * 8 * width))));
}

/** Outputs of a network at a point, for all samples. */
export function outputsAt(
  network: TrainedNetwork,
  point: Float64Array,
  samples: FittedSamples,
  batchSize: number,
): Outputs {
  const { n, data, labels } = samples;
  return {
    values: networkOutputs(network, point, data['x'], { n, batchSize }),
    classes: network.outputs,
    threshold: network.kind === 'values' ? 0 : 0.5,
    ...(labels && { labels }),
    norms: rowNorms(data['x'], n),
  };
}

/** How a run of the command is set up: network, samples and loss. */
export interface Ready {
  readonly network: TrainedNetwork;
  readonly samples: FittedSamples;
  readonly loss: ModelLoss;
  readonly batchSize: number;
}

/** Opens what is asked for.
 * @throws UsageError that names the file at fault
 */
export async function opened(asked: Asked, around: Surroundings, files: Files) {
  const runtime = await loadRuntime(asked.backend ?? around.backend, asked.threads).catch((error: Error) => {
    throw new UsageError(error.message);
  });
  const network = openNetwork(files, asked.model, asked.weights);
  const samples = openSamples(files, asked.data, network, asked.samples);
  const points = pointsOf(network, asked, files);
  const batchSize = batchFor(samples, asked.batch);
  const loss = asUsage(() =>
    modelLoss(trainedModel(network, asked.loss), samples.data, samples.n, { batchSize }),
  );
  return { runtime, points, ready: { network, samples, loss, batchSize } };
}
