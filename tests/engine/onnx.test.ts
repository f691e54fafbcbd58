import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { oneHot } from '../../src/data/dataset.ts';
import { decodeNpz } from '../../src/data/npz.ts';
import { modelLoss } from '../../src/engine/model-loss.ts';
import { readOnnx } from '../../src/engine/readers/onnx/read-onnx.ts';
import { initialPoint, trainedModel, type MeasuredLoss } from '../../src/engine/readers/trained-model.ts';
import { norm } from '../../src/math/vector.ts';
import { topEigenpairs } from '../../src/math/lanczos.ts';
import { gaussianVector, random } from '../../src/math/random.ts';
import { native } from './native.ts';

const fixtures = new URL('../fixtures/', import.meta.url);
const file = (name: string) => readFileSync(new URL(name, fixtures));

/** As other people gave them, and as the scripts of docs/export make them. */
const networks = [
  ...['models/torch-mlp-tanh', 'models/torch-cnn-relu-maxpool', 'models/jax-mlp-gelu'],
  ...['exported/torch-residual', 'exported/torch-batch-norm', 'exported/jax-flax', 'exported/keras-softmax'],
  'exported/sklearn-mlp',
];

interface Reference {
  readonly parameters: number;
  readonly loss: number;
  readonly gradientNorm: number;
  readonly top: readonly number[];
  readonly bottom: readonly number[];
  readonly lossKind: MeasuredLoss;
}

describe.skipIf(!native)('networks as other exporters wrote them', () => {
  test.each(networks)('%s has the loss, gradient and eigenvalues that its own framework gives', (name) => {
    const reference = JSON.parse(file(`${name}.json`).toString()) as Reference;
    const { x, y } = decodeNpz(file(`${name}.npz`), `${name}.npz`);
    const network = readOnnx(file(`${name}.onnx`), { file: `${name}.onnx` });
    const targets = oneHot(Int32Array.from(y.data), network.outputs);
    const n = y.data.length;
    using loss = modelLoss(trainedModel(network, reference.lossKind), { x: x.data, y: targets }, n);
    expect(loss.size).toBe(reference.parameters);
    const point = initialPoint(network);
    const { value, gradient } = loss.valueAndGradient(point);
    expect(Math.abs(value / reference.loss - 1)).toBeLessThan(1e-8);
    expect(Math.abs(norm(gradient) / reference.gradientNorm - 1)).toBeLessThan(1e-8);
    const start = gaussianVector(loss.size, random(0, 'start'));
    const ends = [
      ['largest', reference.top],
      ['smallest', reference.bottom],
    ] as const;
    for (const [end, expected] of ends) {
      const options = { count: expected.length, end, start, tolerance: 1e-6, maxIterations: 1000 };
      const found = topEigenpairs(loss.hessian(point), options);
      expect(found.status).toBe('converged');
      found.eigenpairs.forEach((pair, i) =>
        expect(Math.abs(pair.value / expected[i] - 1)).toBeLessThan(1e-6),
      );
    }
  });
});
