import type { Activation } from './activations.ts';
import type { LossName } from './output-losses.ts';
import { patchSize, squarePatches, type Patches } from './patches.ts';
import type { Random } from './random.ts';

/** A fully connected network; `layers` runs from inputs to outputs, the last layer is linear. */
export interface MlpModel {
  readonly kind: 'mlp';
  readonly layers: readonly number[];
  readonly activation: Activation;
  readonly loss: LossName;
}

/**
 * Convolutions of 3 x 3, stride 2, padding 1 on a square image of one channel, then a full linear layer; `layers` is
 * [pixels, filters of each convolution …, outputs].
 */
export interface CnnModel {
  readonly kind: 'cnn';
  readonly layers: readonly number[];
  readonly activation: Activation;
  readonly loss: LossName;
}

export type NetworkModel = MlpModel | CnnModel;

/** A layer as one matrix product: rows [n · positions, fanIn] times weights [fanIn, outputs]. */
export interface Stage {
  readonly fanIn: number;
  readonly outputs: number;
  /** Places of each sample that share the weights: 1 in a full layer. */
  readonly positions: number;
  /** How a convolution's rows are gathered from its input; a full layer takes its input as it is. */
  readonly patches?: Patches;
}

/** One layer's weights W [fanIn, outputs] and biases b [outputs], views into a flat parameter vector. */
export interface Layer {
  readonly weights: Float64Array;
  readonly biases: Float64Array;
}

/** The layers' shapes from inputs to outputs. */
export function stagesOf({ kind, layers }: NetworkModel): Stage[] {
  if (kind === 'mlp')
    return layers.slice(1).map((outputs, l) => ({ fanIn: layers[l], outputs, positions: 1 }));
  const stages: Stage[] = [];
  let [pixels, channels] = [layers[0], 1];
  for (const outputs of layers.slice(1, -1)) {
    const patches = squarePatches(pixels, channels);
    stages.push({ fanIn: patchSize * channels, outputs, positions: patches.positions, patches });
    [pixels, channels] = [patches.positions, outputs];
  }
  return [...stages, { fanIn: pixels * channels, outputs: layers.at(-1)!, positions: 1 }];
}

/** Number of weights and biases. */
export function parameterCount(model: NetworkModel): number {
  return stagesOf(model).reduce((sum, { fanIn, outputs }) => sum + (fanIn + 1) * outputs, 0);
}

/** Splits a flat vector in the order W0, b0, W1, b1, … into its layers without copying. */
export function layersOf(model: NetworkModel, parameters: Float64Array): Layer[] {
  let offset = 0;
  const take = (length: number) => parameters.subarray(offset, (offset += length));
  return stagesOf(model).map(({ fanIn, outputs }) => {
    const weights = take(fanIn * outputs);
    return { weights, biases: take(outputs) };
  });
}

/** Weights N(0, 1/fan-in), biases 0. */
export function initialParameters(model: NetworkModel, source: Random): Float64Array {
  const parameters = new Float64Array(parameterCount(model));
  const stages = stagesOf(model);
  layersOf(model, parameters).forEach(({ weights }, l) => {
    for (let i = 0; i < weights.length; i++) weights[i] = source.gaussian() / Math.sqrt(stages[l].fanIn);
  });
  return parameters;
}
