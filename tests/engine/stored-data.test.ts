import { describe, expect, test } from 'vitest';
import { modelLoss } from '../../src/engine/model-loss.ts';
import { networkModel } from '../../src/engine/models/network.ts';
import { gaussianVector, random } from '../../src/math/random.ts';
import { native } from './native.ts';

describe.skipIf(!native)('a loss of samples that are not in memory', () => {
  const model = networkModel({ kind: 'mlp', layers: [4, 3, 2], activation: 'tanh', loss: 'mse' });
  const n = 25;
  const x = gaussianVector(4 * n, random(1, 'x'));
  const y = gaussianVector(2 * n, random(1, 'y'));
  const point = gaussianVector(23, random(1, 'point'));

  function counted(values: Float64Array) {
    const reads: number[] = [];
    const subarray = (begin: number, end: number) => {
      reads.push(end - begin);
      return values.slice(begin, end);
    };
    return { reads, stored: { length: values.length, subarray } };
  }

  test('is that of the same samples in memory, and reads a batch at a time', () => {
    const { reads, stored } = counted(x);
    using there = modelLoss(model, { x, y }, n, { batchSize: 10 });
    using away = modelLoss(model, { x: stored, y }, n, { batchSize: 10 });
    reads.length = 0;
    expect(away.valueAndGradient(point)).toEqual(there.valueAndGradient(point));
    expect(reads).toEqual([40, 40, 20]);
    expect(away.hessian(point)(point)).toEqual(there.hessian(point)(point));
    expect(away.examples(point, point, [0, 1])).toEqual(there.examples(point, point, [0, 1]));
  });

  test('refuses NaN wherever it is stored', () => {
    const { stored } = counted(x.with(57, NaN));
    expect(() => modelLoss(model, { x: stored, y }, n)).toThrow('x[57] is NaN');
  });
});
