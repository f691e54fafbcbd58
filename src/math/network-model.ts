import { activationNames, type Activation } from './activations.ts';
import { lossNames, type LossName } from './output-losses.ts';
import { patchSize, squarePatches, type Patches } from './patches.ts';
import type { Random } from './random.ts';
import { checkLength } from './samples.ts';

interface Model<Kind extends string> {
  readonly kind: Kind;
  readonly layers: readonly number[];
  readonly activation: Activation;
  readonly loss: LossName;
}

/** A fully connected network; `layers` runs from inputs to outputs, the last layer is linear. */
export type MlpModel = Model<'mlp'>;

/**
 * That, or convolutions of 3 x 3, stride 2, padding 1 on a square image of one channel, then a full linear layer;
 * `layers` is then [pixels, filters of each convolution …, outputs].
 */
export type NetworkModel = MlpModel | Model<'cnn'>;

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

const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`).join(', ');

/**
 * Holds a model to what its type promises, for callers that the compiler did not check.
 * @throws RangeError that names the field, what it holds and what it may hold
 */
function checkModel({ layers, activation, loss }: NetworkModel): void {
  if (!activationNames.includes(activation))
    throw new RangeError(`a network's activation is one of ${quoted(activationNames)}, not '${activation}'`);
  if (!lossNames.includes(loss))
    throw new RangeError(`a network's loss is one of ${quoted(lossNames)}, not '${loss}'`);
  if (layers.length < 2)
    throw new RangeError(`a network has at least inputs and outputs, two layers, not ${layers.length}`);
  const wrong = layers.findIndex((size) => !Number.isSafeInteger(size) || size < 1);
  if (wrong >= 0)
    throw new RangeError(
      `the size of a layer is a whole number from 1 on, and layers[${wrong}] is ${layers[wrong]}`,
    );
}

/**
 * The layers' shapes from inputs to outputs.
 * @throws RangeError where the model is not one of these, or a convolution's image is not square
 */
export function stagesOf(model: NetworkModel): Stage[] {
  checkModel(model);
  const { kind, layers } = model;
  switch (kind) {
    case 'mlp':
      return layers.slice(1).map((outputs, l) => ({ fanIn: layers[l], outputs, positions: 1 }));
    case 'cnn':
      return convolutionStages(layers);
    default:
      throw new RangeError(`a network's kind is one of 'mlp', 'cnn', not '${String(kind satisfies never)}'`);
  }
}

function convolutionStages(layers: readonly number[]): Stage[] {
  const stages: Stage[] = [];
  let [pixels, channels] = [layers[0], 1];
  for (const outputs of layers.slice(1, -1)) {
    const patches = squarePatches(pixels, channels);
    stages.push({ fanIn: patchSize * channels, outputs, positions: patches.positions, patches });
    [pixels, channels] = [patches.positions, outputs];
  }
  return [...stages, { fanIn: pixels * channels, outputs: layers.at(-1)!, positions: 1 }];
}

const countOf = (stages: readonly Stage[]): number =>
  stages.reduce((sum, { fanIn, outputs }) => sum + (fanIn + 1) * outputs, 0);

/**
 * Number of weights and biases.
 * @throws RangeError as `stagesOf` does
 */
export const parameterCount = (model: NetworkModel): number => countOf(stagesOf(model));

/**
 * Splits a flat vector in the order W0, b0, W1, b1, … into its layers without copying.
 * @throws RangeError where it has another length
 */
export function layersOf(model: NetworkModel, parameters: Float64Array): Layer[] {
  const stages = stagesOf(model);
  checkLength('a vector of parameters', parameters, countOf(stages));
  let offset = 0;
  const take = (length: number) => parameters.subarray(offset, (offset += length));
  return stages.map(({ fanIn, outputs }) => {
    const weights = take(fanIn * outputs);
    return { weights, biases: take(outputs) };
  });
}

/** Weights N(0, 1/fan-in) and biases 0, as a flat vector in the order W0, b0, W1, b1, … */
export function initialParameters(model: NetworkModel, source: Random): Float64Array {
  const parameters = new Float64Array(parameterCount(model));
  const stages = stagesOf(model);
  layersOf(model, parameters).forEach(({ weights }, l) => {
    for (let i = 0; i < weights.length; i++) weights[i] = source.gaussian() / Math.sqrt(stages[l].fanIn);
  });
  return parameters;
}
