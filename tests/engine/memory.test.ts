import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Tensor2D } from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { compile } from '../../src/engine/compile/compile.ts';
import { compiledEngine } from '../../src/engine/compiled-engine.ts';
import { gaussianVector, random } from '../../src/math/random.ts';
import { unit } from '../../src/math/vector.ts';
import { held, native } from './native.ts';
import { example } from './problems.ts';

const megabyte = 2 ** 20;

describe.skipIf(!native)('memory', () => {
  const { problem, parameters } = example(
    { kind: 'mlp', layers: [20, 16, 16, 4], activation: 'tanh', loss: 'mse' },
    40,
    1,
  );
  const start = Float32Array.from(parameters);
  const v = unit(gaussianVector(parameters.length, random(0, 'v')));

  test('a thousand steps and as many products leave tensors and graphs as they were', async () => {
    const engine = compiledEngine(native!);
    const product = engine.loss(problem).hessian(parameters);
    const work = async (times: number) => {
      await engine.loss(problem).gradientDescent(start, { learningRate: 0.1, steps: times });
      engine.loss(problem).trajectory(parameters, { learningRate: 0.1, steps: times / 10 });
      engine.loss(problem).slice(
        parameters,
        v,
        Array.from({ length: 30 }, (_, i) => i / 10),
      );
      engine.loss(problem).valueAndGradient(parameters);
      for (let i = 0; i < times; i++) product(v);
    };
    // Enough for every graph that the work needs.
    await work(130);
    const before = held();
    await work(1000);
    expect(held()).toEqual(before);
    engine.dispose();
  });

  test('an engine that is disposed of leaves nothing behind', async () => {
    const before = held();
    const engine = compiledEngine(native!);
    await engine.loss(problem).gradientDescent(start, { learningRate: 0.1, steps: 30 });
    engine.loss(problem).hessian(parameters)(v);
    engine.loss(problem).examples(parameters, v, [0, 1]);
    expect(held().graphs).toBeGreaterThan(before.graphs);
    engine.dispose();
    expect(held()).toEqual(before);
  });

  test('only the problems used last keep their graphs', async () => {
    const engine = compiledEngine(native!);
    const graphs: number[] = [];
    for (let seed = 0; seed < 8; seed++) {
      const other = example(problem.model, 5, seed);
      engine.loss(other.problem).valueAndGradient(other.parameters);
      graphs.push(held().graphs);
    }
    expect(graphs.at(-1)).toBe(graphs.at(-2));
    engine.dispose();
  });

  test(
    '60,000 samples of 784 inputs with half a million parameters take less than 3 GB',
    { timeout: 300_000 },
    () => {
      const script = fileURLToPath(new URL('large-loss.ts', import.meta.url));
      const said = execFileSync(process.execPath, [script], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const { parameters, value, finite, peak } = JSON.parse(said) as Record<string, number>;
      expect(parameters).toBeGreaterThan(490_000);
      expect([value > 1, finite]).toEqual([true, true]);
      expect(peak).toBeLessThan(3000);
    },
  );

  test('a hundred graphs, compiled and disposed of, leave memory within 20 MB', () => {
    const { tf } = native!;
    const cycle = () => {
      using compiled = compile((a: Tensor2D) => tf.matMul(a, tf.tanh(a)), [{ shape: [64, 64] }]);
      tf.tidy(() => void (compiled(tf.ones([64, 64])) as Tensor2D));
    };
    for (let i = 0; i < 30; i++) cycle();
    const before = [held(), process.memoryUsage().rss] as const;
    for (let i = 0; i < 100; i++) cycle();
    expect(held()).toEqual(before[0]);
    expect(process.memoryUsage().rss - before[1]).toBeLessThan(20 * megabyte);
  });
});
