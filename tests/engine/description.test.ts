import { describe, expect, test } from 'vitest';
import { partsOf } from '../../src/engine/models/parts.ts';
import { readDescription } from '../../src/engine/readers/description.ts';
import { FileFault } from '../../src/engine/readers/trained-network.ts';
import { networkShapes } from '../../src/engine/models/network-shapes.ts';
import { initialParameters, stagesOf, type NetworkModel } from '../../src/math/network-model.ts';
import { gaussianVector, random } from '../../src/math/random.ts';
import { native } from './native.ts';

const mlp: NetworkModel = { kind: 'mlp', layers: [4, 3, 2], activation: 'tanh', loss: 'mse' };

function stored(model: NetworkModel) {
  const values = initialParameters(model, random(1, 'weights'));
  const parts = partsOf(networkShapes(stagesOf(model)));
  return Object.fromEntries(
    parts.map(({ name, shape, size, offset }) => [
      `final/${name}`,
      { shape, data: values.slice(offset, offset + size) },
    ]),
  );
}

/** W1ᵀ tanh(W0ᵀ x + b0) + b1. */
function outputsOf({ W0, b0, W1, b1 }: Readonly<Record<string, Float64Array>>, x: Float64Array): number[] {
  const layer = (input: readonly number[], weights: Float64Array, biases: Float64Array) =>
    Array.from(biases, (bias, j) =>
      input.reduce((sum, value, i) => sum + value * weights[i * biases.length + j], bias),
    );
  return [0, 4, 8].flatMap((at) =>
    layer(layer(Array.from(x.subarray(at, at + 4)), W0, b0).map(Math.tanh), W1, b1),
  );
}

const read = (model: unknown, tensors = stored(mlp)) =>
  readDescription(JSON.stringify({ model }), 'a.json', tensors, 'a.safetensors');

describe('readDescription()', () => {
  test.skipIf(!native)('gives the outputs of plain code', () => {
    const { tf } = native!;
    const { network, loss, dataset } = read({ ...mlp, dataset: 'digits' });
    expect({ loss, dataset, outputs: network.outputs, shape: network.input.shape }).toEqual({
      loss: 'mse',
      dataset: 'digits',
      outputs: 2,
      shape: [4],
    });
    const x = gaussianVector(12, random(2, 'x'));
    const parameters = Object.fromEntries(
      Object.entries(network.values).map(([name, values]) => [
        name,
        tf.tensor(Float32Array.from(values), [...network.parameters[name]]),
      ]),
    );
    const found = network.forward(parameters, tf.tensor(Float32Array.from(x), [3, 4])).dataSync();
    outputsOf(network.values, x).forEach((value, i) => expect(found[i]).toBeCloseTo(value, 5));
  });

  test.each([
    ['no model', undefined, "has no field 'model'"],
    ['no layers', { kind: 'mlp' }, "'layers' of its model is no list"],
    ['half a layer', { ...mlp, layers: [4, 1.5] }, 'layers[1] is 1.5'],
    ['another kind', { ...mlp, kind: 'resnet' }, "not 'resnet'"],
    ['another activation', { ...mlp, activation: 'toString' }, "not 'toString'"],
    ['other layers', { ...mlp, layers: [5, 3, 2] }, 'W0 is [4, 3]'],
    ['more layers', { ...mlp, layers: [4, 3, 2, 2] }, 'a.safetensors: has no tensor for W2, b2'],
    ['layers beyond memory', { ...mlp, layers: [2 ** 40, 2 ** 40, 2] }, 'W0 is [4, 3]'],
  ])('refuses %s', (_what, model, message) => {
    expect(() => read(model)).toThrow(FileFault);
    expect(() => read(model)).toThrow(message);
  });

  test('refuses what is no JSON', () => {
    expect(() => readDescription('{', 'a.json', {}, 'b')).toThrow('a.json: is no JSON');
  });
});
