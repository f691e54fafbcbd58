import type { Tensor } from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { compile } from '../../src/engine/compile/compile.ts';
import { compileLoop } from '../../src/engine/compile/loop.ts';
import { plainEngine } from '../../src/engine/plain-engine.ts';
import { loadRuntime } from '../../src/engine/runtime.ts';
import { initialParameters, linearise, type MlpModel } from '../../src/math/network.ts';
import { gaussianVector, random } from '../../src/math/random.ts';
import { norm, plus, unit } from '../../src/math/vector.ts';

const runtime = await loadRuntime('wasm');
const engine = plainEngine(runtime);

function tinyProblem(model: MlpModel, n: number) {
  const source = random(7, 'tiny');
  const x = Float32Array.from(gaussianVector(n * model.layers[0], source));
  const targets = new Float32Array(n * model.layers.at(-1)!);
  for (let i = 0; i < n; i++)
    targets[i * model.layers.at(-1)! + source.integer(0, model.layers.at(-1)! - 1)] = 1;
  return { model, n, x, targets, start: Float32Array.from(initialParameters(model, source)) };
}

test.each(['mse', 'cross-entropy'] as const)(
  'gradient descent on %s follows the float64 reference',
  async (loss) => {
    const problem = tinyProblem({ kind: 'mlp', layers: [5, 8, 3], activation: 'tanh', loss }, 9);
    const samples = { n: 9, x: Float64Array.from(problem.x), targets: Float64Array.from(problem.targets) };
    let theta = Float64Array.from(problem.start);
    const expected: number[] = [];
    for (let step = 0; step < 20; step++) {
      const { loss: value, gradient } = linearise(problem.model, samples, theta);
      expected.push(value);
      theta = plus(theta, -0.1, gradient) as Float64Array<ArrayBuffer>;
    }
    const { losses, parameters, status } = await engine.loss(problem).gradientDescent(problem.start, {
      learningRate: 0.1,
      steps: 20,
    });
    expect(status).toBe('steps done');
    losses.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 5));
    parameters.forEach((value, i) => expect(value).toBeCloseTo(theta[i], 5));
  },
);

test('training stops below the loss asked for, and a diverging run says so', async () => {
  const problem = tinyProblem({ kind: 'mlp', layers: [5, 1], activation: 'identity', loss: 'mse' }, 9);
  const reached = await engine.loss(problem).gradientDescent(problem.start, {
    learningRate: 0.1,
    steps: 500,
    stopBelow: 0.2,
  });
  expect(reached.status).toBe('reached');
  expect(reached.losses.at(-1)).toBeLessThan(0.2);
  expect(reached.losses.at(-2)).toBeGreaterThanOrEqual(0.2);
  const diverged = await engine
    .loss(problem)
    .gradientDescent(problem.start, { learningRate: 100, steps: 500 });
  expect(diverged.status).toBe('diverged');
  expect(diverged.losses.length).toBeLessThan(500);
});

test('training leaves no tensor behind', async () => {
  const problem = tinyProblem({ kind: 'mlp', layers: [4, 6, 2], activation: 'relu', loss: 'mse' }, 5);
  const train = () => engine.loss(problem).gradientDescent(problem.start, { learningRate: 0.05, steps: 30 });
  // The samples stay for what is asked next.
  await train();
  const before = runtime.tf.memory().numTensors;
  await train();
  expect(runtime.tf.memory().numTensors).toBe(before);
});

test('compiled functions have the same form op by op, in graphs, and in float64', () => {
  const { tf } = runtime;
  const both = (a: Tensor, s: Tensor) => ({ sum: tf.sum(a), scaled: tf.mul(a, s) });
  const specs = [{ shape: [2] }, { shape: [] }] as [{ shape: number[] }, { shape: number[] }];
  const halve = ([a]: Tensor[]) => ({ carry: [tf.div(a, tf.scalar(2))], results: [a] });
  for (const eager of [true, false]) {
    const compiled = compile(both, specs, { eager });
    const { sum, scaled } = compiled(Float32Array.of(1, 2), 3);
    expect([...sum.dataSync(), ...scaled.dataSync(), sum.dtype]).toEqual([3, 3, 6, 'float32']);
    expect(compiled.nodes > 0).toBe(!eager);
    expect(() => compiled(Float32Array.of(1, 2))).toThrow(/takes 2 inputs, not 1/);
    const loop = compileLoop(halve, { carry: [{ shape: [] }] }, 3, { eager });
    const { carry, results } = loop({ carry: [8] });
    expect([...carry[0].dataSync(), ...results[0].dataSync()]).toEqual([1, 8, 4, 2]);
  }
  using third = compile((a: Tensor) => tf.div(a, tf.scalar(3)), [{ shape: [1] }], { precision: 'float64' });
  expect(third(Float64Array.of(1)).data()).toEqual(Float64Array.of(1 / 3));
  expect(() => compile(both, specs, { eager: true, precision: 'float64' })).toThrow(
    'both in float64 is a graph; wasm computes op by op in float32 only',
  );
});

test('Hessian-vector products in float32 are those of float64 to its rounding, at one point and the next', () => {
  const problem = tinyProblem({ kind: 'mlp', layers: [5, 8, 3], activation: 'tanh', loss: 'mse' }, 9);
  const start = Float64Array.from(problem.start);
  const v = unit(gaussianVector(start.length, random(3, 'v')));
  for (const point of [start, plus(start, 0.1, v), start]) {
    const [single, double] = (['float32', 'float64'] as const).map((precision) =>
      engine.loss(problem).hessian(point, precision)(v),
    );
    expect(norm(plus(single, -1, double)) / norm(double)).toBeLessThan(1e-5);
  }
});
