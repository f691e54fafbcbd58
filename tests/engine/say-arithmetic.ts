/* say-arithmetic.ts settled|raw: what native TensorFlow computes in this environment, with or without settling it first. */
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import util from 'node:util';
import * as tf from '@tensorflow/tfjs';
import { arithmetic } from '../../src/engine/arithmetic.ts';
import { compiledEngine } from '../../src/engine/compiled-engine.ts';
import { loadRuntime } from '../../src/engine/runtime.ts';
import { example } from './problems.ts';

async function raw(): Promise<void> {
  Object.assign(util, { isNullOrUndefined: (value: unknown) => value == null, isArray: Array.isArray });
  createRequire(import.meta.url)('@tensorflow/tfjs-node');
  await tf.setBackend('tensorflow');
  console.log(JSON.stringify({ arithmetic: arithmetic() }));
}

async function settled(): Promise<void> {
  const runtime = await loadRuntime('native');
  const engine = compiledEngine(runtime);
  const { problem, parameters } = example(
    { kind: 'mlp', layers: [50, 40, 10], activation: 'tanh', loss: 'mse' },
    300,
    1,
  );
  const trained = await engine.loss(problem).gradientDescent(Float32Array.from(parameters), {
    learningRate: 0.1,
    steps: 20,
  });
  const hash = createHash('sha256');
  for (const values of [
    trained.parameters,
    trained.losses,
    engine.loss(problem).valueAndGradient(parameters).gradient,
  ])
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  console.log(JSON.stringify({ backend: runtime.backend, results: hash.digest('hex') }));
}

await (process.argv[2] === 'raw' ? raw() : settled());
process.exit();
