import { describe, expect, test } from 'vitest';
import { networkModel } from '../../src/engine/models/network.ts';
import { startOf } from '../../src/engine/models/start.ts';
import { visionTransformer } from '../../src/engine/models/vision-transformer.ts';
import { sampler } from '../../src/engine/training/batches.ts';
import { adam, adamW, gradientDescent, heavyBall, nesterov } from '../../src/engine/training/optimisers.ts';
import { Trainer, type TrainOptions } from '../../src/engine/training/train.ts';
import { gaussianVector, random } from '../../src/math/random.ts';
import { distance } from './distance.ts';
import { held, native } from './native.ts';
import torch from './torch-optimisers.json' with { type: 'json' };

const layers = [4, 6, 3] as const;
const n = 12;
const network = networkModel({ kind: 'mlp', layers, activation: 'tanh', loss: 'cross-entropy' });
const inputs = Float64Array.from({ length: n * 4 }, (_, k) =>
  Math.sin(3 * Math.floor(k / 4) + 7 * (k % 4) + 1),
);
const classes = Float64Array.from({ length: n * 3 }, (_, k) => Number(k % 3 === Math.floor(k / 3) % 3));
const data = { x: inputs, y: classes };
const start = Float64Array.from({ length: 51 }, (_, k) => 0.5 * Math.cos(5 * k));

describe.skipIf(!native)('training', () => {
  const cases = {
    'gradient descent': { optimiser: gradientDescent, learningRate: 0.5 },
    'heavy ball': { optimiser: heavyBall(0.9), learningRate: 0.2 },
    nesterov: { optimiser: nesterov(0.9), learningRate: 0.2 },
    adam: { optimiser: adam(), learningRate: 0.02 },
    adamW: { optimiser: adamW({ decay: 0.1 }), learningRate: 0.02 },
  } as const satisfies Record<string, TrainOptions>;

  test.each(Object.entries(cases))('%s is that of PyTorch over 100 steps', (name, options) => {
    const expected = torch[name as keyof typeof cases];
    const trainer = new Trainer(network, data, n, { ...options, precision: 'float64' });
    const { state, losses } = trainer.run(trainer.start(start), 100);
    trainer.dispose();
    expect(distance(state.parameters, expected.parameters)).toBeLessThan(1e-10);
    const some = losses.filter((_, step) => step % 11 === 0);
    expect(distance(some, expected.losses)).toBeLessThan(1e-10);
  });

  test.each(['float32', 'float64'] as const)(
    'goes on from any state to the same bits, in %s',
    (precision) => {
      const learningRate = (step: number) => 0.02 / (1 + step / 50);
      const options = { optimiser: adam(), learningRate, precision, batchSize: 5, seed: 3 };
      const trainer = new Trainer(network, data, n, options);
      const whole = trainer.run(trainer.start(start), 37);
      let state = trainer.start(start);
      const losses: number[] = [];
      for (const steps of [13, 1, 23]) {
        const stretch = trainer.run(structuredClone(state), steps);
        losses.push(...stretch.losses);
        ({ state } = stretch);
      }
      trainer.dispose();
      expect(state).toEqual(whole.state);
      expect(losses).toEqual([...whole.losses]);
    },
  );

  test('draws every sample once an epoch, by the seed alone', () => {
    const draw = sampler(10, 3, 7);
    const epoch = [0, 1, 2].flatMap((step) => [...draw(step)]);
    expect(new Set(epoch).size).toBe(9);
    expect(epoch.every((index) => index >= 0 && index < 10)).toBe(true);
    expect([...draw(4)]).toEqual([...sampler(10, 3, 7)(4)]);
    expect([...draw(4)]).not.toEqual([...sampler(10, 3, 8)(4)]);
    expect(() => sampler(10, 11, 0)).toThrow('a batch has from 1 to 10 samples, not 11');
  });

  test('ends before the step of a loss that is too large, and says so', () => {
    const linear = networkModel({ kind: 'mlp', layers: [4, 3], activation: 'identity', loss: 'mse' });
    const trainer = new Trainer(linear, data, n, { optimiser: heavyBall(0.9), learningRate: 9 });
    const { state, losses } = trainer.run(trainer.start(start.slice(0, 15)), 200);
    expect(state.status).toBe('diverged');
    expect(state.step).toBe(losses.length - 1);
    expect(state.parameters.every(Number.isFinite)).toBe(true);
    const again = trainer.run(trainer.start(start.slice(0, 15)), losses.length - 1);
    trainer.dispose();
    expect(again.state.parameters).toEqual(state.parameters);
  });

  test('lowers the loss of a transformer, and leaves nothing behind', () => {
    const before = held();
    const model = visionTransformer({ side: 6, patch: 2, d: 8, heads: 2, blocks: 1, classes: 3 });
    const images = gaussianVector(n * 36, random(1, 'images'));
    const trainer = new Trainer(model, { x: images, y: classes }, n, {
      optimiser: adam(),
      learningRate: 0.01,
    });
    const { losses } = trainer.run(trainer.start(startOf(model, random(1, 'start'))), 60);
    expect(losses.at(-1)! / losses[0]).toBeLessThan(0.5);
    trainer.dispose();
    expect(held()).toEqual(before);
  });
});
