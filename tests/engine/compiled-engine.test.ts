import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { compiledEngine, type CompiledEngine } from '../../src/engine/compiled-engine.ts';
import { planeLosses } from '../../src/engine/plane.ts';
import { plainLoss } from '../../src/engine/plain-loss.ts';
import type { Problem } from '../../src/engine/engine.ts';
import { gaussianVector, random } from '../../src/math/random.ts';
import { dot, norm, plus, unit } from '../../src/math/vector.ts';
import { distance } from './distance.ts';
import { held, native } from './native.ts';
import { example, examples } from './problems.ts';

// Compiling takes most of the time: some half a second for a network.
describe.skipIf(!native)('the compiled engine', { timeout: 300_000 }, () => {
  // The body of a suite that is skipped runs all the same.
  let engine: CompiledEngine;
  beforeAll(() => {
    engine = compiledEngine(native!);
  });
  const reference = { loss: (problem: Problem) => plainLoss(problem) };
  afterEach(() => engine.dispose());

  const direction = (length: number, name: string) => unit(gaussianVector(length, random(1, name)));

  test('trains in float32 as plain TypeScript does', async () => {
    await fc.assert(
      fc.asyncProperty(examples, async ({ problem, parameters }) => {
        const start = Float32Array.from(parameters);
        const options = { learningRate: 0.05, steps: 27 };
        const [compiled, expected] = await Promise.all(
          [engine, reference].map((one) => one.loss(problem).gradientDescent(start, options)),
        );
        expect(distance(compiled.parameters, expected.parameters)).toBeLessThan(1e-5);
        expect(distance(compiled.losses, expected.losses)).toBeLessThan(1e-5);
      }),
      { numRuns: 15 },
    );
  });

  test('has the losses, gradients and Hessians of plain TypeScript in float64', () => {
    fc.assert(
      fc.property(examples, ({ problem, parameters }) => {
        const v = direction(parameters.length, 'v');
        const t = [-1, -1e-3, 0, 0.5];
        const both = [engine, reference].map((one) => {
          const loss = one.loss(problem);
          return {
            value: [loss.value(parameters)],
            slice: loss.slice(parameters, v, t),
            examples: loss.examples(parameters, v, t),
            slopes: loss.slopes(parameters, v, t.slice(1)),
            gradient: loss.valueAndGradient(parameters).gradient,
            product: loss.hessian(parameters)(v),
          };
        });
        for (const key of ['value', 'slice', 'examples', 'slopes', 'gradient'] as const)
          expect(distance(both[0][key], both[1][key])).toBeLessThan(1e-10);
        // Where a product all but cancels, its scale is that of the Hessian.
        const scale = norm(both[1].product) + 1e-3;
        expect(norm(plus(both[0].product, -1, both[1].product)) / scale).toBeLessThan(1e-10);
      }),
      { numRuns: 20 },
    );
  });

  test('has the same Hessians in float32, to its rounding', () => {
    fc.assert(
      fc.property(examples, ({ problem, parameters }) => {
        const at = Float64Array.from(Float32Array.from(parameters));
        const v = direction(at.length, 'v');
        const exact = engine.loss(problem).hessian(at)(v);
        const product = engine.loss(problem).hessian(at, 'float32')(v);
        expect(norm(plus(product, -1, exact)) / (norm(exact) + 1e-2)).toBeLessThan(1e-4);
      }),
      { numRuns: 10 },
    );
  });

  test('shares the graphs of a network between samples, and nothing else', async () => {
    const [one, other] = [1, 2].map((seed) =>
      example({ kind: 'mlp', layers: [6, 5, 3], activation: 'tanh', loss: 'mse' }, 8, seed),
    );
    const measured = async ({ problem, parameters }: typeof one) => ({
      trained: await engine.loss(problem).gradientDescent(Float32Array.from(parameters), {
        learningRate: 0.1,
        steps: 13,
      }),
      gradient: engine.loss(problem).valueAndGradient(parameters).gradient,
      product: engine.loss(problem).hessian(parameters)(parameters),
    });
    const first = await measured(one);
    const graphs = held().graphs;
    const second = await measured(other);
    expect(held().graphs).toBe(graphs);
    expect(second.gradient).not.toEqual(first.gradient);
    expect(await measured(one)).toEqual(first);
    engine.dispose();
    expect(await measured(other)).toEqual(second);
  });

  test('has symmetric and linear Hessians', () => {
    fc.assert(
      fc.property(examples, ({ problem, parameters }) => {
        const product = engine.loss(problem).hessian(parameters);
        const [u, v] = ['u', 'v'].map((name) => direction(parameters.length, name));
        const [hu, hv] = [u, v].map(product);
        const scale = norm(hu) + norm(hv) + 1e-6;
        expect(Math.abs(dot(u, hv) - dot(v, hu)) / scale).toBeLessThan(1e-9);
        expect(norm(plus(product(plus(u, 2, v)), -1, plus(hu, 2, hv))) / scale).toBeLessThan(1e-9);
      }),
      { numRuns: 20 },
    );
  });

  test('follows a float64 trajectory to 1e-12 over 100 steps', () => {
    const { problem, parameters } = example(
      { kind: 'mlp', layers: [5, 8, 8, 3], activation: 'tanh', loss: 'mse' },
      12,
      4,
    );
    // A small one: away from minima the dynamics magnify rounding.
    const correction = direction(parameters.length, 'correction').map((value) => 0.01 * value);
    const options = { learningRate: 0.3, steps: 103, correction };
    const [compiled, expected] = [engine, reference].map((one) =>
      one.loss(problem).trajectory(parameters, options),
    );
    expect(compiled.iterates.length).toBe(103);
    compiled.iterates.forEach((iterate, i) =>
      expect(distance(iterate, expected.iterates[i])).toBeLessThan(1e-12),
    );
    expect(distance(compiled.losses, expected.losses)).toBeLessThan(1e-12);
  });

  test('trains to the same bits however a run is cut into calls', async () => {
    await fc.assert(
      fc.asyncProperty(
        examples,
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 2, maxLength: 4 }),
        async ({ problem, parameters }, cuts) => {
          const start = Float32Array.from(parameters);
          const total = cuts.reduce((sum, steps) => sum + steps, 0);
          const options = { learningRate: 0.05, steps: total };
          const whole = await engine.loss(problem).gradientDescent(start, options);
          let [at, losses]: [Float32Array, number[]] = [start, []];
          for (const steps of cuts) {
            const part = await engine.loss(problem).gradientDescent(at, { ...options, steps });
            [at, losses] = [part.parameters, [...losses, ...part.losses]];
          }
          expect(at).toEqual(whole.parameters);
          expect(losses).toEqual([...whole.losses]);
        },
      ),
      { numRuns: 12 },
    );
  });

  test('finds the losses of a plane in float64', () => {
    fc.assert(
      fc.property(examples, ({ problem, parameters: centre }) => {
        const [first, second] = ['u', 'v'].map((name) => direction(centre.length, name));
        const [a, b] = [
          [-0.5, 0, 2],
          [0, 1e-3, 1],
        ];
        const [compiled, expected] = [engine, reference].map((one) =>
          planeLosses(one.loss(problem), { centre, first, second }, a, b),
        );
        expect(distance(compiled, expected)).toBeLessThan(1e-10);
        expect(compiled[4]).toBe(
          engine.loss(problem).slice(centre, plus(new Float64Array(centre.length), 1e-3, second), [1])[0],
        );
      }),
      { numRuns: 10 },
    );
  });

  const small = example({ kind: 'mlp', layers: [5, 4, 3], activation: 'tanh', loss: 'mse' }, 9, 2);

  test('follows a learning-rate schedule as single runs at its rates do', async () => {
    let at = Float32Array.from(small.parameters);
    const rate = (step: number) => 0.2 / (1 + step / 10);
    const scheduled = await engine.loss(small.problem).gradientDescent(at, { learningRate: rate, steps: 58 });
    const losses: number[] = [];
    for (let step = 0; step < 58; step++) {
      const one = await engine
        .loss(small.problem)
        .gradientDescent(at, { learningRate: rate(step), steps: 1 });
      losses.push(one.losses[0]);
      at = Float32Array.from(one.parameters);
    }
    expect(scheduled.parameters).toEqual(at);
    expect([...scheduled.losses]).toEqual(losses);
  });

  test('stops at the step that reaches a loss, inside of a call', async () => {
    const start = Float32Array.from(small.parameters);
    const { losses } = await engine
      .loss(small.problem)
      .gradientDescent(start, { learningRate: 0.1, steps: 60 });
    const stopBelow = (losses[37] + losses[36]) / 2;
    const options = { learningRate: 0.1, steps: 60, stopBelow };
    const stopped = await engine.loss(small.problem).gradientDescent(start, options);
    const straight = await engine
      .loss(small.problem)
      .gradientDescent(start, { learningRate: 0.1, steps: 38 });
    expect(stopped.status).toBe('reached');
    expect(stopped.losses).toEqual(losses.slice(0, 38));
    expect(stopped.parameters).toEqual(straight.parameters);
  });

  test('ends a diverging run before the step whose loss was too large', async () => {
    const linear = example({ kind: 'mlp', layers: [5, 4, 1], activation: 'identity', loss: 'mse' }, 9, 2);
    const start = Float32Array.from(linear.parameters);
    const options = { learningRate: 5, steps: 300 };
    const [compiled, expected] = await Promise.all(
      [engine, reference].map((one) => one.loss(linear.problem).gradientDescent(start, options)),
    );
    expect(compiled.status).toBe('diverged');
    expect(compiled.losses.length).toBe(expected.losses.length);
    expect(compiled.parameters.every(Number.isFinite)).toBe(true);
    const trajectory = engine.loss(linear.problem).trajectory(linear.parameters, options);
    expect(trajectory.status).toBe('diverged');
    expect(trajectory.iterates.length).toBe(trajectory.losses.length - 1);
  });
});
