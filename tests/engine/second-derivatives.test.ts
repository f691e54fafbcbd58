import type { Tensor } from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compiledEngine, type CompiledEngine } from '../../src/engine/compiled-engine.ts';
import { plainLoss } from '../../src/engine/plain-loss.ts';
import { thirdDerivative } from '../../src/math/central-flow.ts';
import { hessianByDifferences, sharpnessGradient } from '../../src/math/hessian-differences.ts';
import type { MlpModel, NetworkModel } from '../../src/math/network.ts';
import { topEigenpairs } from '../../src/math/lanczos.ts';
import { gaussianVector, random } from '../../src/math/random.ts';
import { lanczosQuadrature, spectralMean } from '../../src/math/spectral-density.ts';
import { symmetricEigen } from '../../src/math/symmetric-eigen.ts';
import { dot, unit } from '../../src/math/vector.ts';
import { distance } from './distance.ts';
import { exactHessian } from './hyper-dual.ts';
import { native } from './native.ts';
import { cases, example, type Example } from './problems.ts';

describe.skipIf(!native)('second derivatives', () => {
  // The body of a suite that is skipped runs all the same.
  let engine: CompiledEngine;
  beforeAll(() => {
    engine = compiledEngine(native!);
  });
  afterAll(() => engine.dispose());

  const samplesOf = ({ problem: { n, x, targets } }: Example) => {
    return { n, x: Float64Array.from(x), targets: Float64Array.from(targets) };
  };

  const finiteDifference = ({ problem, parameters }: Example, v: Float64Array) =>
    hessianByDifferences((point) => engine.loss(problem).valueAndGradient(point).gradient, parameters)(v);

  test.each(cases)('of %s with %s are those of the exact Hessian', (activation, loss) => {
    const model: MlpModel = { kind: 'mlp', layers: [4, 5, 4, 3], activation, loss };
    const at = example(model, 6, 5);
    const v = unit(gaussianVector(at.parameters.length, random(2, 'v')));
    const hessian = exactHessian(model, samplesOf(at), at.parameters);
    const expected = hessian.map((row) => dot(row, v));
    expect(distance(engine.loss(at.problem).hessian(at.parameters)(v), expected)).toBeLessThan(1e-12);
  });

  test.each(cases)('of %s with %s are float64 differences of gradients', (activation, loss) => {
    const model: NetworkModel = { kind: 'mlp', layers: [12, 10, 8, 3], activation, loss };
    const at = example(model, 20, 6);
    const v = unit(gaussianVector(at.parameters.length, random(3, 'v')));
    const product = engine.loss(at.problem).hessian(at.parameters)(v);
    expect(distance(product, finiteDifference(at, v))).toBeLessThan(1e-7);
  });

  test.each(cases)('of a convolutional network, %s with %s', (activation, loss) => {
    const model: NetworkModel = { kind: 'cnn', layers: [49, 3, 4, 3], activation, loss };
    const at = example(model, 6, 7);
    const v = unit(gaussianVector(at.parameters.length, random(4, 'v')));
    const product = engine.loss(at.problem).hessian(at.parameters)(v);
    expect(distance(product, finiteDifference(at, v))).toBeLessThan(1e-7);
  });

  test('are exact for 400 parameters', { timeout: 120_000 }, () => {
    const model: MlpModel = { kind: 'mlp', layers: [8, 16, 12, 4], activation: 'tanh', loss: 'mse' };
    const at = example(model, 2, 8);
    expect(at.parameters.length).toBe(400);
    const hessian = exactHessian(model, samplesOf(at), at.parameters);
    const product = engine.loss(at.problem).hessian(at.parameters);
    for (const name of ['a', 'b', 'c']) {
      const v = unit(gaussianVector(400, random(5, name)));
      const expected = hessian.map((row) => dot(row, v));
      expect(distance(product(v), expected)).toBeLessThan(1e-12);
    }
  });

  test('of both ends of the spectrum are the exact Hessian’s', () => {
    const model: MlpModel = { kind: 'mlp', layers: [6, 8, 6, 3], activation: 'tanh', loss: 'cross-entropy' };
    const at = example(model, 10, 9);
    const size = at.parameters.length;
    const hessian = exactHessian(model, samplesOf(at), at.parameters);
    const flat = Float64Array.from(hessian.flatMap((row) => [...row]));
    const { values } = symmetricEigen(flat, size);
    const product = engine.loss(at.problem).hessian(at.parameters);
    const start = gaussianVector(size, random(6, 'start'));
    for (const end of ['largest', 'smallest'] as const) {
      const { status, eigenpairs } = topEigenpairs(product, { count: 4, start, end });
      expect(status).toBe('converged');
      const expected = end === 'largest' ? values.slice(0, 4) : values.toReversed().slice(0, 4);
      eigenpairs.forEach(({ value }, i) => expect(value).toBeCloseTo(expected[i], 8));
    }
    const rules = lanczosQuadrature(product, {
      dimension: size,
      probes: 30,
      steps: 30,
      source: random(7, 'p'),
    });
    const { value, error } = spectralMean(rules, (eigenvalue) => eigenvalue);
    const trace = values.reduce((sum, one) => sum + one, 0);
    expect(Math.abs(value - trace / size)).toBeLessThan(3 * error);
  });

  test('give the gradient of sharpness that plain TypeScript gives', () => {
    const at = example({ kind: 'mlp', layers: [12, 10, 8, 3], activation: 'tanh', loss: 'mse' }, 20, 6);
    const u = unit(gaussianVector(at.parameters.length, random(8, 'u')));
    const [compiled, expected] = [engine.loss(at.problem), plainLoss(at.problem)].map((loss) =>
      sharpnessGradient((point) => loss.hessian(point), at.parameters, u),
    );
    expect(distance(compiled, expected)).toBeLessThan(1e-7);
    // A second difference of gradients is a second opinion; its truncation error is the larger one.
    const loss = engine.loss(at.problem);
    const { gradient } = loss.valueAndGradient(at.parameters);
    const other = thirdDerivative(loss, at.parameters, gradient, u, 1e-3);
    expect(distance(compiled, other)).toBeLessThan(1e-4);
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
