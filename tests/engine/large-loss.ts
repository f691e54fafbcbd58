/* large-loss.ts: peak memory, MB, of a gradient and a product over 60,000 samples with half a million parameters. */
import { networkModel } from '../../src/engine/models/network.ts';
import { startOf } from '../../src/engine/models/start.ts';
import { modelLoss } from '../../src/engine/model-loss.ts';
import { loadRuntime } from '../../src/engine/runtime.ts';
import { random } from '../../src/math/random.ts';

await loadRuntime('native');
const n = 60_000;
const layers = [784, 550, 120, 10];
const model = networkModel({ kind: 'mlp', layers, activation: 'tanh', loss: 'cross-entropy' });
const x = Float32Array.from({ length: n * 784 }, (_, i) => ((i * 0.754877666) % 1) - 0.5);
const y = Uint8Array.from({ length: n * 10 }, (_, i) => Number(i % 10 === Math.floor(i / 10) % 10));
using loss = modelLoss(model, { x, y: Float32Array.from(y) }, n, { batchSize: 2000 });
const start = startOf(model, random(1, 'start'));
const { value, gradient } = loss.valueAndGradient(start);
const product = loss.hessian(start, 'float32')(gradient);
const finite = product.every(Number.isFinite);
console.log(
  JSON.stringify({ parameters: loss.size, value, finite, peak: process.resourceUsage().maxRSS / 1024 }),
);
process.exit(0);
