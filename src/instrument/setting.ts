import { modelLoss, type ModelLoss } from '../engine/model-loss.ts';
import { networkOutputs } from '../engine/readers/network-outputs.ts';
import { trainedModel } from '../engine/readers/trained-model.ts';
import type { TrainedNetwork } from '../engine/readers/trained-network.ts';
import { rowNorms, type Outputs } from '../measure/example-shares.ts';
import { asUsage } from './files.ts';
import type { FittedSamples } from './open-samples.ts';
import type { Asked } from './options.ts';

/** The bytes that the samples of one batch may take in the graphs, where no batch is asked for. */
const batchBytes = 6e8;

/** About how many numbers a sample and its activations are: so many samples at a time bound the memory. */
function batchFor({ n, data }: FittedSamples, asked: number | null): number {
  if (asked !== null) return Math.min(asked, n);
  const width = data['x'].length / n;
  return Math.min(n, Math.max(1, Math.floor(batchBytes / (8 * 8 * width))));
}

/** A network on samples, with its loss. */
export interface Setting {
  readonly network: TrainedNetwork;
  readonly samples: FittedSamples;
  readonly loss: ModelLoss;
  /** What is known of single examples at a point. */
  outputsAt(point: Float64Array): Outputs;
}

/** @throws UsageError where the loss cannot be differentiated */
export function settingOf(network: TrainedNetwork, samples: FittedSamples, asked: Asked): Setting {
  const batchSize = batchFor(samples, asked.batch);
  const { n, data, labels } = samples;
  const loss = asUsage(() => modelLoss(trainedModel(network, asked.loss), data, n, { batchSize }));
  const norms = rowNorms(data['x'], n);
  return {
    ...{ network, samples, loss },
    outputsAt: (point) => ({
      values: networkOutputs(network, point, data['x'], { n, batchSize }),
      classes: network.outputs,
      threshold: network.kind === 'values' ? 0 : 0.5,
      ...(labels && { labels }),
      norms,
    }),
  };
}
