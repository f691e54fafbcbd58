import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { noCheckpoint } from '../../src/claims/checkpoint.ts';
import { train } from '../../src/measure/training.ts';
import { plainEngine } from '../../src/engine/plain-engine.ts';
import { loadRuntime } from '../../src/engine/runtime.ts';
import { FileCheckpoint } from '../../src/pipeline/checkpoint.ts';

let cache: string;
beforeEach(() => void (cache = mkdtempSync(join(tmpdir(), 'checkpoint-'))));
afterEach(() => rmSync(cache, { recursive: true }));

test('values come back bit by bit, to the same key only', () => {
  const value = { losses: Float64Array.of(0.1, -0, NaN), parameters: Float32Array.of(1e-40), phase: null };
  new FileCheckpoint(cache, 'key').save('training', value);
  expect(new FileCheckpoint(cache, 'key').load('training')).toEqual(value);
  expect(new FileCheckpoint(cache, 'other').load('training')).toBeNull();
});

test('a damaged or truncated checkpoint counts as absent, and clearing leaves nothing', () => {
  const checkpoint = new FileCheckpoint(cache, 'key');
  checkpoint.save('training', { step: 3 });
  const path = join(cache, 'checkpoints', 'key', 'training');
  const intact = readFileSync(path);
  for (let at = 0; at < intact.length; at++) {
    const flipped = Buffer.from(intact);
    flipped[at] ^= 1;
    writeFileSync(path, flipped);
    expect(checkpoint.load('training')).toBeNull();
    writeFileSync(path, intact.subarray(0, at));
    expect(checkpoint.load('training')).toBeNull();
  }
  checkpoint.clear();
  expect(readdirSync(join(cache, 'checkpoints'))).toEqual([]);
});

const engine = plainEngine(await loadRuntime('wasm'));
const problem = {
  model: { kind: 'mlp', layers: [2, 3, 1], activation: 'tanh', loss: 'mse' },
  n: 3,
  x: Float32Array.of(1, 0.5, -1, 0.2, 0.3, -0.7),
  targets: Float32Array.of(1, -1, 0.5),
} as const;
const start = Float32Array.of(0.5, -0.3, 0.8, 0.1, -0.9, 0.4, 0, 0, 0, 0.7, -0.6, 0.2, 0);
const parameters = { learningRate: 0.1, maxSteps: 1700, targetLoss: null, settleSteps: 600 };

/** The engine until it has made this many calls; then it dies. */
function mortal(calls: number): { engine: Engine; steps: () => number } {
  let [left, steps] = [calls, 0];
  return {
    steps: () => steps,
    engine: {
      ...engine,
      loss: (of) => {
        const loss = engine.loss(of);
        return {
          ...loss,
          gradientDescent: async (...words) => {
            if (left-- === 0) throw new Error('killed');
            const result = await loss.gradientDescent(...words);
            steps += result.losses.length;
            return result;
          },
        };
      },
    },
  };
}

test('a training killed at any checkpoint goes on from there to the same bits, repeating no step', async () => {
  const undisturbed = await train(engine.loss(problem), start, parameters, noCheckpoint, () => undefined);
  expect(undisturbed.record.steps).toBe(2300);
  for (const calls of [1, 2, 4, 5]) {
    const checkpoint = new FileCheckpoint(cache, `killed after ${calls}`);
    const [first, second] = [mortal(calls), mortal(Infinity)];
    await expect(
      train(first.engine.loss(problem), start, parameters, checkpoint, () => undefined),
    ).rejects.toThrow('killed');
    const resumed = await train(second.engine.loss(problem), start, parameters, checkpoint, () => undefined);
    expect(resumed).toEqual(undisturbed);
    expect(first.steps() + second.steps()).toBe(2300);
  }
});
