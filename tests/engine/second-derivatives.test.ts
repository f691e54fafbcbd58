import type { Tensor } from '@tensorflow/tfjs';
import { afterAll, describe, expect, test } from 'vitest';
import { compiledEngine } from '../../src/engine/compiled.ts';
import type { MlpModel, NetworkModel } from '../../src/math/network.ts';
import { gaussianVector, random } from '../../src/math/random.ts';
import { dot, plus, unit } from '../../src/math/vector.ts';
import { distance } from './distance.ts';
import { exactHessian } from './hyper-dual.ts';
import { native } from './native.ts';
import { cases, example, type Example } from './problems.ts';

const step = 1e-5;

describe.skipIf(!native)('second derivatives', () => {
  const engine = compiledEngine(native!);
  afterAll(() => engine.dispose());

  const samplesOf = ({ problem: { n, x, targets } }: Example) => {
    return { n, x: Float64Array.from(x), targets: Float64Array.from(targets) };
  };

  function finiteDifference({ problem, parameters }: Example, v: Float64Array): Float64Array {
    const [ahead, behind] = [step, -step].map((h) => engine.gradient(problem, plus(parameters, h, v)));
    return ahead.map((value, i) => (value - behind[i]) / (2 * step));
  }

  test.each(cases)('of %s with %s are those of the exact Hessian', (activation, loss) => {
    const model: MlpModel = { kind: 'mlp', layers: [4, 5, 4, 3], activation, loss };
    const at = example(model, 6, 5);
    const v = unit(gaussianVector(at.parameters.length, random(2, 'v')));
    const hessian = exactHessian(model, samplesOf(at), at.parameters);
    const expected = hessian.map((row) => dot(row, v));
    expect(distance(engine.hessian(at.problem, at.parameters)(v), expected)).toBeLessThan(1e-12);
  });

  test.each(cases)('of %s with %s are float64 differences of gradients', (activation, loss) => {
    const model: NetworkModel = { kind: 'mlp', layers: [12, 10, 8, 3], activation, loss };
    const at = example(model, 20, 6);
    const v = unit(gaussianVector(at.parameters.length, random(3, 'v')));
    const product = engine.hessian(at.problem, at.parameters)(v);
    expect(distance(product, finiteDifference(at, v))).toBeLessThan(1e-7);
  });

  test.each(cases)('of a convolutional network, %s with %s', (activation, loss) => {
    const model: NetworkModel = { kind: 'cnn', layers: [49, 3, 4, 3], activation, loss };
    const at = example(model, 6, 7);
    const v = unit(gaussianVector(at.parameters.length, random(4, 'v')));
    const product = engine.hessian(at.problem, at.parameters)(v);
    expect(distance(product, finiteDifference(at, v))).toBeLessThan(1e-7);
  });

  test('are exact for 400 parameters', { timeout: 120_000 }, () => {
    const model: MlpModel = { kind: 'mlp', layers: [8, 16, 12, 4], activation: 'tanh', loss: 'mse' };
    const at = example(model, 2, 8);
    expect(at.parameters.length).toBe(400);
    const hessian = exactHessian(model, samplesOf(at), at.parameters);
    const product = engine.hessian(at.problem, at.parameters);
    for (const name of ['a', 'b', 'c']) {
      const v = unit(gaussianVector(400, random(5, name)));
      const expected = hessian.map((row) => dot(row, v));
      expect(distance(product(v), expected)).toBeLessThan(1e-12);
    }
  });

  test('that tfjs takes of tanh itself are wrong, without a word', () => {
    const { tf } = native!;
    const points = [0.3, -0.8, 1.2];
    const squares = (z: Tensor) => tf.sum(tf.square(tf.tanh(z)));
    const taken = tf
      .grad((z) => tf.sum(tf.grad(squares)(z)))(tf.tensor1d(points))
      .dataSync();
    const right = points.map(Math.tanh).map((h) => 2 * (1 - h ** 2) * (1 - 3 * h ** 2));
    // The tape of the second derivative does not see the output that the first one saved.
    expect(distance(taken, right)).toBeGreaterThan(0.2);
  });
});
