import fc from 'fast-check';
import { expect, test } from 'vitest';
import { activationNames } from '../../src/math/activations.ts';
import {
  initialParameters,
  layerOutputs,
  layersOf,
  linearise,
  lossesAlong,
  parameterCount,
  type NetworkModel,
} from '../../src/math/network.ts';
import { stagesOf } from '../../src/math/network-model.ts';
import { lossNames } from '../../src/math/output-losses.ts';
import { simdProducts } from '../../src/math/products/simd-products.ts';
import { plainProducts } from '../../src/math/products/products.ts';
import { random } from '../../src/math/random.ts';

const model: NetworkModel = { kind: 'mlp', layers: [4, 3, 2], activation: 'tanh', loss: 'mse' };
const convolutions: NetworkModel = { ...model, kind: 'cnn', layers: [16, 2, 3] };

/** A model as JSON or an unchecked caller would hand it over. */
const wrongly = (part: Readonly<Record<string, unknown>>): NetworkModel =>
  ({ ...model, ...part }) as NetworkModel;

const asked: Readonly<Record<string, (model: NetworkModel) => unknown>> = {
  stagesOf,
  parameterCount,
  layersOf: (one) => layersOf(one, new Float64Array(23)),
  initialParameters: (one) => initialParameters(one, random(0, 'p')),
};

test.each([
  [{ kind: 'transformer' }, "kind is one of 'mlp', 'cnn', not 'transformer'"],
  [{ kind: 'MLP' }, "not 'MLP'"],
  [{ kind: undefined }, "not 'undefined'"],
  [{ kind: 'toString' }, "not 'toString'"],
  [{ activation: 'swish' }, "activation is one of 'identity', 'tanh',"],
  [{ activation: 'constructor' }, "not 'constructor'"],
  [{ activation: undefined }, "not 'undefined'"],
  [{ loss: 'hinge' }, "loss is one of 'mse', 'cross-entropy', 'logistic', not 'hinge'"],
  [{ loss: 'crossEntropy' }, "not 'crossEntropy'"],
  [{ layers: [] }, 'two layers, not 0'],
  [{ layers: [4] }, 'two layers, not 1'],
  [{ layers: [0, 2] }, 'layers[0] is 0'],
  [{ layers: [4, 0, 2] }, 'layers[1] is 0'],
  [{ layers: [4, 1.5, 2] }, 'layers[1] is 1.5'],
  [{ layers: [4, 3, -2] }, 'layers[2] is -2'],
  [{ layers: [4, NaN, 2] }, 'layers[1] is NaN'],
  [{ layers: [4, Infinity, 2] }, 'layers[1] is Infinity'],
  [{ layers: [4, '3', 2] }, 'layers[1] is 3'],
  [{ kind: 'cnn', layers: [16, 2.5, 3] }, 'layers[1] is 2.5'],
  [{ kind: 'cnn', layers: [15, 2, 3] }, 'an image of 15 pixels is not square'],
])('no network is made of %o', (part, complaint) => {
  for (const ask of Object.values(asked)) expect(() => ask(wrongly(part))).toThrow(complaint);
});

test('any other name of a kind, an activation or a loss is refused', () => {
  const known = ['mlp', 'cnn', ...activationNames, ...lossNames] as readonly string[];
  fc.assert(
    fc.property(fc.constantFrom('kind', 'activation', 'loss'), fc.string(), (field, name) => {
      fc.pre(!known.includes(name));
      expect(() => stagesOf(wrongly({ [field]: name }))).toThrow(RangeError);
    }),
  );
});

test('any size of a layer that is no whole number from 1 on is refused', () => {
  fc.assert(
    fc.property(fc.double(), fc.nat(2), (size, layer) => {
      fc.pre(!Number.isSafeInteger(size) || size < 1);
      const layers = model.layers.with(layer, size);
      expect(() => stagesOf({ ...model, layers })).toThrow(`layers[${layer}] is ${size}`);
    }),
  );
});

test.each([
  ['mlp', model],
  ['cnn', convolutions],
] as const)('a vector or a sample too few or too many is refused: %s', (_, one) => {
  const count = parameterCount(one);
  const [inputs, outputs] = [one.layers[0], one.layers.at(-1)!];
  const samples = { n: 2, x: new Float64Array(2 * inputs), targets: new Float64Array(2 * outputs) };
  const parameters = new Float64Array(count).fill(0.1);
  for (const by of [-1, 1]) {
    const vector = new Float64Array(count + by);
    expect(() => layersOf(one, vector)).toThrow(`takes ${count} numbers for this network, not ${count + by}`);
    expect(() => linearise(one, samples, vector)).toThrow(RangeError);
    expect(() => linearise(one, samples, parameters).hessianVectorProduct(vector)).toThrow(RangeError);
    expect(() => lossesAlong(one, samples, parameters, vector)).toThrow(RangeError);
    for (const wrong of [
      { ...samples, x: new Float64Array(2 * inputs + by) },
      { ...samples, targets: new Float64Array(2 * outputs + by) },
      { ...samples, n: 2 + by },
    ]) {
      expect(() => layerOutputs(one, wrong, parameters)).toThrow(RangeError);
      expect(() => linearise(one, wrong, parameters)).toThrow(RangeError);
      expect(() => lossesAlong(one, wrong, parameters, parameters)).toThrow(RangeError);
    }
  }
});

test('products and lines stay those of the point they were asked for, whatever becomes of the vectors', () => {
  const samples = { n: 2, x: Float64Array.of(1, 2, 3, 4, 4, 3, 2, 1), targets: Float64Array.of(1, 0, 0, 1) };
  const parameters = initialParameters(model, random(1, 'p'));
  const direction = initialParameters(model, random(2, 'd'));
  const v = direction.slice();
  const { hessianVectorProduct } = linearise(model, samples, parameters);
  const along = lossesAlong(model, samples, parameters, direction);
  const before = [hessianVectorProduct(v), along(0.5)];
  parameters.fill(9);
  direction.fill(-9);
  expect([hessianVectorProduct(v), along(0.5)]).toEqual(before);
});

test('a product by the kernel takes nothing from an earlier one where numbers are missing', () => {
  const { multiply, multiplyTransposedLeft } = simdProducts();
  const [a, b] = [new Float64Array(12).fill(2), new Float64Array(8).fill(3)];
  expect(multiply(a, b, 3, 4, 2)).toEqual(plainProducts.multiply(a, b, 3, 4, 2));
  const missing = /takes 12 and 8 numbers/;
  expect(() => multiply(a.subarray(1), b, 3, 4, 2)).toThrow(missing);
  expect(() => multiply(a, b.subarray(1), 3, 4, 2)).toThrow(missing);
  expect(() => multiplyTransposedLeft(a.subarray(1), b, 4, 3, 2)).toThrow(missing);
  expect(() => multiplyTransposedLeft(a, b.subarray(1), 4, 3, 2)).toThrow(missing);
});
