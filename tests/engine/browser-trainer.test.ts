import { expect, test } from 'vitest';
import { readDigits8x8 } from '../../src/data/digits-8x8.ts';
import { trainer } from '../../src/engine/browser/trainer.ts';
import { loadRuntime } from '../../src/engine/runtime.ts';
import { initialState } from '../../src/labs/controls.ts';
import { referenceRecord } from '../../src/labs/train/reference.ts';
import { startOf, trainControls, type TrainState } from '../../src/labs/train/settings.ts';
import { topEigenpairs } from '../../src/math/lanczos.ts';
import { linearise } from '../../src/math/network.ts';
import { gaussianVector, random } from '../../src/math/random.ts';

const { tf } = await loadRuntime('wasm');
const digits = await readDigits8x8();
const small: TrainState = { ...initialState(trainControls), width: '8', rate: 0.4 };

test.each([
  { ...small, activation: 'tanh' },
  { ...small, activation: 'relu', depth: 3, seed: 3 },
  { ...small, depth: 0 },
])('losses of the browser follow float64: $depth layers of $activation', (state) => {
  const start = startOf(digits, state);
  const { losses } = referenceRecord(start, state, { steps: 30, every: 30 });
  const training = trainer(start.problem, start.parameters, state.seed);
  for (const expected of losses)
    expect(Math.abs(training.step(state.rate) / expected - 1)).toBeLessThan(1e-5);
  training.dispose();
});

test('the sharpness is the largest eigenvalue of the exact Hessian, before training and after it', () => {
  const start = startOf(digits, small);
  const { n, x, targets, model } = start.problem;
  const samples = { n, x: Float64Array.from(x), targets: Float64Array.from(targets) };
  const training = trainer(start.problem, start.parameters, 0);
  for (const steps of [0, 40]) {
    for (let i = 0; i < steps; i++) training.step(small.rate);
    const { hessianVectorProduct } = linearise(model, samples, Float64Array.from(training.parameters()));
    const { eigenpairs } = topEigenpairs(hessianVectorProduct, {
      count: 1,
      start: gaussianVector(start.parameters.length, random(1)),
    });
    expect(training.sharpness().value).toBeCloseTo(eigenpairs[0].value, 3);
  }
  training.dispose();
});

test('a trainer leaves no tensor behind', () => {
  const start = startOf(digits, small);
  const before = tf.memory().numTensors;
  const training = trainer(start.problem, start.parameters, 0);
  training.sharpness();
  const held = tf.memory().numTensors;
  for (let i = 0; i < 5; i++) training.step(0.1);
  training.sharpness();
  expect(tf.memory().numTensors).toBe(held);
  training.dispose();
  expect(tf.memory().numTensors).toBe(before);
});
