import { stagesOf, type NetworkModel } from '../../math/network-model.ts';
import type { LossName } from '../../math/output-losses.ts';
import { networkShapes } from '../models/network-shapes.ts';
import { networkOutputs } from '../models/network.ts';
import { partsOf } from '../models/parts.ts';
import { weightsFor, type StoredTensor, type TrainingPoint } from './checkpoint.ts';
import { FileFault, type TrainedNetwork } from './trained-network.ts';

/** A network of this project's, with what it was trained by. */
export interface DescribedNetwork {
  readonly network: TrainedNetwork;
  readonly loss: LossName;
  /** Name of the published data set that it was trained on. */
  readonly dataset: string | null;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function modelOf(json: string, file: string): Readonly<Record<string, unknown>> {
  let whole: unknown;
  try {
    whole = JSON.parse(json);
  } catch (error) {
    throw new FileFault(`${file}: is no JSON (${(error as Error).message}); fetch it again`, {
      cause: error,
    });
  }
  if (!isRecord(whole) || !isRecord(whole.model))
    throw new FileFault(`${file}: has no field 'model'; give an artifact of a trained network`);
  return whole.model;
}

/**
 * A network as artifacts of this project describe it, `{ "model": { kind, layers, activation, loss, dataset } }`, with the
 * tensors `final/W0`, `final/b0`, … beside it.
 * @throws FileFault naming the file, the field or tensor that is wrong, and what to do
 */
export function readDescription(
  json: string,
  file: string,
  tensors: Readonly<Record<string, StoredTensor>>,
  tensorFile: string,
  { point = 'final' }: { readonly point?: TrainingPoint } = {},
): DescribedNetwork {
  const found = modelOf(json, file);
  const { layers, dataset } = found;
  if (!Array.isArray(layers))
    throw new FileFault(`${file}: 'layers' of its model is no list of sizes; fetch it again`);
  const model = found as unknown as NetworkModel;
  let stages;
  try {
    stages = stagesOf(model);
  } catch (error) {
    throw new FileFault(`${file}: ${(error as Error).message}; fetch it again`, { cause: error });
  }
  const parameters = networkShapes(stages);
  const { values, notes } = weightsFor({ parameters }, tensors, tensorFile, { point });
  const network: TrainedNetwork = {
    format: 'multiscale',
    parameters,
    values: Object.fromEntries(
      partsOf(parameters).map(({ name, size, offset }) => [name, values.slice(offset, offset + size)]),
    ),
    input: { name: 'x', shape: [model.layers[0]] },
    outputs: model.layers.at(-1)!,
    kind: 'values',
    notes,
    forward: networkOutputs(model, stages),
  };
  return { network, loss: model.loss, dataset: typeof dataset === 'string' ? dataset : null };
}
