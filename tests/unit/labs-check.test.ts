import { expect, test } from 'vitest';
import { samplesOf, tensorValues } from '../../src/labs/check/published-run.ts';

const tensors = (label: number) => ({
  x: { shape: [2, 1], data: Float32Array.of(1, 2) },
  y: { shape: [2], data: Int32Array.of(0, label) },
});
const model = { kind: 'mlp', layers: [1, 3], activation: 'tanh', loss: 'mse' } as const;

test('labels become one-hot targets, and a label that is no output is refused by the name of its file', () => {
  expect(Array.from(samplesOf('digits', tensors(2), model).targets)).toEqual([1, 0, 0, 0, 0, 1]);
  for (const label of [3, -1])
    expect(() => samplesOf('digits', tensors(label), model)).toThrow(`digits: label ${label} of sample 1`);
});

test('a tensor that is not there is missing, whatever it is called', () => {
  for (const name of ['z', 'constructor', '__proto__'])
    expect(() => tensorValues('digits', tensors(0), name)).toThrow(`digits holds no tensor "${name}"`);
});
