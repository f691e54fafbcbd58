import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import type { TensorMap } from '../../data/safetensors.ts';
import { activationNames } from '../../math/activations.ts';
import { stagesOf, type NetworkModel } from '../../math/network-model.ts';
import { lossNames } from '../../math/output-losses.ts';
import { networkOutputs } from '../models/network.ts';
import { networkShapes } from '../models/network-shapes.ts';
import { checkedNetwork } from './checked-network.ts';
import { FileFault, type TrainedNetwork } from './trained-network.ts';

/** What a published artifact says of its network. */
const artifact = z.object({
  model: z.object({
    kind: z.enum(['mlp', 'cnn']),
    layers: z.array(z.int().positive()).min(2),
    activation: z.enum(activationNames),
    loss: z.enum(lossNames),
  }),
});

/**
 * The network of one of the site's artifacts, from its JSON and the tensors behind it (`final/W0`, `final/b0`, …).
 * @throws FileFault that names the file and what is wrong
 */
export function readDescription(json: unknown, tensors: TensorMap, file: string): TrainedNetwork {
  return checkedNetwork(file, () => {
    const parsed = artifact.safeParse(json);
    if (!parsed.success)
      throw new FileFault(
        "it describes no network; an artifact's JSON has a `model` with kind, layers, activation and loss",
      );
    const network = parsed.data.model as NetworkModel;
    const parameters = networkShapes(stagesOf(network));
    const values = Object.fromEntries(
      Object.entries(parameters).map(([name, shape]) => {
        const tensor = tensors[`final/${name}`];
        if (!tensor || tensor.data.length !== tf.util.sizeFromShape([...shape]))
          throw new FileFault(`its tensors have no final/${name} of shape [${shape.join(', ')}]`);
        return [name, Float64Array.from(tensor.data)];
      }),
    );
    return {
      ...{ format: 'multiscale', parameters, values, kind: 'values', notes: [] },
      input: { name: 'x', shape: [network.layers[0]] },
      forward: (given, x) => networkOutputs(network, given, x),
    };
  });
}
