import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { grad, jvp, stopGradient } from '../../src/engine/derivatives.ts';
import { compile } from '../../src/engine/compile/compile.ts';
import { exact } from '../../src/engine/compile/exact.ts';
import { compileLoop } from '../../src/engine/compile/loop.ts';
import { loadRuntime } from '../../src/engine/runtime.ts';
import { Trainer } from '../../src/engine/training/train.ts';
import { plainLoss } from '../../src/engine/plain-loss.ts';
import { gradientDescent } from '../../src/engine/training/optimisers.ts';
import { networkModel } from '../../src/engine/models/network.ts';
import { norm, plus } from '../../src/math/vector.ts';
import { foundNatively, measuredModels, measuredOf } from './measured-models.ts';

await loadRuntime('wasm');

test.each(Object.keys(measuredModels))('the %s has the numbers of native TensorFlow, without it', (name) => {
  expect(tf.engine().registryFactory).not.toHaveProperty('tensorflow');
  const expected = foundNatively()[name];
  const found = measuredOf(name);
  expect(Object.keys(found)).toEqual(Object.keys(expected));
  for (const [key, values] of Object.entries(found)) {
    const [p, q] = [values, expected[key]].map((list) => Float64Array.from(list));
    expect(norm(plus(p, -1, q)) / norm(q), key).toBeLessThan(1e-11);
  }
  expect(tf.getBackend()).toBe('wasm');
});

test('derivatives, exact numbers and tensors from outside are those of the function', () => {
  const weights = tf.tensor(Float32Array.from({ length: 2000 }, (_, i) => i / 8));
  const tenth = exact(0.1);
  const loss = (x: tf.Tensor) =>
    tf.sum(tf.mul(tf.mul(weights, tenth), tf.mul(stopGradient(x), tf.square(x))));
  using slope = compile((x: tf.Tensor) => grad(loss)(x), [{ shape: [2000] }], { precision: 'float64' });
  const x = Float64Array.from({ length: 2000 }, (_, i) => Math.sin(i));
  const gradient = slope(x).data();
  x.forEach((value, i) => expect(gradient[i]).toBeCloseTo((i / 8) * 0.1 * value * 2 * value, 10));
  using rate = compile((at: tf.Tensor) => jvp(tf.tanh, at, tf.onesLike(at)).rate, [{ shape: [2000] }]);
  const rates = rate(x).dataSync();
  x.forEach((value, i) => expect(rates[i]).toBeCloseTo(1 - Math.tanh(value) ** 2, 6));
});

test('what a graph cannot hold is refused with the op and the reason', () => {
  const refused = (fn: (x: tf.Tensor) => tf.Tensor) => () =>
    compile(fn, [{ shape: [2, 3] }], { precision: 'float64', name: 'it' });
  expect(refused((x) => tf.scalar(x.dataSync()[0]))).toThrow("it reads a tensor's values");
  expect(refused((x) => tf.mul(x, 0.1))).toThrow('takes the number 0.10000000149011612');
  expect(refused((x) => tf.topk(x, 1).values)).toThrow(
    'TopK(float64 [2, 3]) cannot be compiled: it has no place in a graph without native TensorFlow',
  );
  expect(refused((x) => tf.mul(x, tf.variable(tf.ones([3]))))).toThrow('uses the variable float32 [3]');
  expect(refused((x) => tf.unique(tf.reshape(x, [6])).values)).toThrow('depends on values');
  expect(refused((x) => grad((y: tf.Tensor) => tf.sum(tf.cumprod(y)))(x))).toThrow('Cumprod(float64 [2, 3])');
  const inner = compile((x: tf.Tensor) => x, [{ shape: [2, 3] }]);
  expect(refused((x) => inner(x) as tf.Tensor)).toThrow('cannot be called inside it');
  expect(tf.getBackend()).toBe('wasm');
  expect(tf.add(1, 2).dataSync()[0]).toBe(3);
});

test('an error while a graph runs names the op and the line that called it', () => {
  using chosen = compile(
    (x: tf.Tensor, i: tf.Tensor) => tf.gather(x, i as tf.Tensor1D),
    [{ shape: [3] }, { shape: [1], dtype: 'int32' }],
    { precision: 'float64', name: 'chosen' },
  );
  expect(chosen(Float64Array.of(1, 2, 3), Int32Array.of(2)).data()).toEqual(Float64Array.of(3));
  expect(() => chosen(Float64Array.of(1, 2, 3), Int32Array.of(3))).toThrow(
    /chosen: GatherV2\(float64 \[3\], int32 \[1\]\) at .*plain-wasm\.test\.ts:\d+:\d+: gather: index 3 is not in \[0, 3\)/,
  );
});

test('a result and an input are the memory of their caller', () => {
  using twice = compile(
    (x: tf.Tensor) => [x, tf.mul(x, tf.scalar(2)), tf.reshape(x, [2, 1])],
    [{ shape: [2] }],
    {
      precision: 'float64',
    },
  );
  const x = Float64Array.of(1, 2);
  const [same, doubled, shaped] = twice(x).map((tensor) => tensor.data());
  x[0] = 7;
  same[1] = 9;
  expect([...same, ...doubled, ...shaped]).toEqual([1, 9, 2, 4, 1, 2]);
  expect(twice(Float64Array.of(1, 2))[1].data()).toEqual(Float64Array.of(2, 4));
});

test('a loop gives its carry and the results of all steps', () => {
  const step = ([x]: tf.Tensor[], [rate]: tf.Tensor[]) => ({
    carry: [tf.sub(x, tf.mul(rate, x))],
    results: [tf.square(x)],
  });
  const signature = { carry: [{ shape: [] }], each: [{ shape: [] }] };
  using loop = compileLoop(step, signature, 3, { precision: 'float64' });
  const { carry, results } = loop({ carry: [8], each: [Float64Array.of(0.5, 0.5, 0.25)] });
  expect([carry[0].data()[0], ...results[0].data()]).toEqual([1.5, 64, 16, 4]);
});

test('training by graphs goes where descent with the gradients of src/math goes', () => {
  const model = { kind: 'mlp', layers: [3, 4, 2], activation: 'tanh', loss: 'mse' } as const;
  const problem = {
    model,
    n: 5,
    x: Float32Array.from({ length: 15 }, (_, i) => Math.sin(i)),
    targets: Float32Array.from({ length: 10 }, (_, i) => i % 2),
  };
  const loss = plainLoss(problem);
  const start = Float64Array.from({ length: loss.size }, (_, i) => Math.cos(3 * i) / 2);
  const data = { x: problem.x, y: problem.targets };
  const options = { optimiser: gradientDescent, learningRate: 0.1, precision: 'float64' } as const;
  const trainer = new Trainer(networkModel(model), data, 5, options);
  const { state, losses } = trainer.run(trainer.start(start), 23);
  const { iterates, losses: expected } = loss.trajectory(start, { learningRate: 0.1, steps: 23 });
  expect(norm(plus(state.parameters, -1, iterates[22])) / norm(iterates[22])).toBeLessThan(1e-13);
  expect(norm(plus(losses, -1, expected))).toBeLessThan(1e-13);
  trainer.dispose();
});
