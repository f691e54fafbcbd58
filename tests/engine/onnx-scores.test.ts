import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { oneHot } from '../../src/data/dataset.ts';
import { modelLoss } from '../../src/engine/model-loss.ts';
import { readOnnx } from '../../src/engine/readers/onnx/read-onnx.ts';
import { initialPoint, trainedModel } from '../../src/engine/readers/trained-model.ts';
import { norm } from '../../src/math/vector.ts';
import { native } from './native.ts';

interface Case {
  readonly name: string;
  readonly model: string;
  readonly labels: readonly number[];
  /** Absent where the cross-entropy has to be refused. */
  readonly loss?: number;
  readonly gradientNorm: number;
}

const { x, cases } = JSON.parse(
  readFileSync(new URL('../fixtures/onnx-scores.json', import.meta.url)).toString(),
) as { readonly x: readonly number[]; readonly cases: readonly Case[] };

describe.skipIf(!native)('files that end in probabilities', () => {
  test.each(cases)('$name', ({ model, labels, loss: expected, gradientNorm }) => {
    const network = readOnnx(Buffer.from(model, 'base64'), { file: 'a.onnx' });
    const make = () => trainedModel(network, 'cross-entropy');
    if (expected === undefined) {
      expect(make).toThrow(/do not add up to 1/);
      return;
    }
    const y =
      network.outputs === 1 ? Float64Array.from(labels) : oneHot(Int32Array.from(labels), network.outputs);
    using loss = modelLoss(make(), { x: Float64Array.from(x), y }, labels.length);
    const { value, gradient } = loss.valueAndGradient(initialPoint(network));
    expect(Math.abs(value / expected - 1)).toBeLessThan(1e-12);
    expect(Math.abs(norm(gradient) / gradientNorm - 1)).toBeLessThan(1e-12);
    expect(loss.hessian(initialPoint(network))(gradient).every(Number.isFinite)).toBe(true);
  });
});
