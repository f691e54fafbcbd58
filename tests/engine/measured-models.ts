import { readFileSync, writeFileSync } from 'node:fs';
import { modelLoss } from '../../src/engine/model-loss.ts';
import type { Data } from '../../src/engine/loss/tensor-batch.ts';
import type { Model } from '../../src/engine/models/model.ts';
import { residualNetwork } from '../../src/engine/models/residual-network.ts';
import { startOf } from '../../src/engine/models/start.ts';
import { visionTransformer } from '../../src/engine/models/vision-transformer.ts';
import { loadRuntime } from '../../src/engine/runtime.ts';
import { gaussianVector, random } from '../../src/math/random.ts';
import { unit } from '../../src/math/vector.ts';

/* node tests/engine/measured-models.ts: writes what native TensorFlow finds for the models below. */

const samples = 6;
const classes = 3;

/** Networks of every kind of layer that the project has. */
export const measuredModels: Readonly<Record<string, Model>> = {
  'residual network': residualNetwork({ side: 8, filters: 3, blocks: 1, classes }),
  'vision transformer': visionTransformer({ side: 6, patch: 3, d: 4, heads: 2, blocks: 1, classes }),
};

/** Everything that the loss of one of the models gives, at a start of its own. */
export function measuredOf(name: string): Record<string, number[]> {
  const model = measuredModels[name];
  const source = random(5, name);
  const point = startOf(model, source);
  const side = model.samples.x.shape[0];
  const data: Data = {
    x: Float64Array.from(gaussianVector(samples * side * side, source)),
    y: Float64Array.from({ length: samples * classes }, (_, i) =>
      Number(i % classes === Math.floor(i / classes) % classes),
    ),
  };
  const v = unit(gaussianVector(point.length, source));
  const t = [-0.5, 0, 0.25];
  using loss = modelLoss(model, data, samples);
  const { value, gradient } = loss.valueAndGradient(point);
  const found = {
    value: [value],
    gradient,
    product: loss.hessian(point)(v),
    third: loss.third(point, v),
    slice: loss.slice(point, v, t),
    slopes: loss.slopes(point, v, t),
    examples: loss.examples(point, v, t),
  };
  return Object.fromEntries(Object.entries(found).map(([key, values]) => [key, Array.from(values)]));
}

const file = new URL('./measured-models.json', import.meta.url);

/** What native TensorFlow has found. */
export const foundNatively = () =>
  JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, ReturnType<typeof measuredOf>>>;

if (process.argv[1] === import.meta.filename) {
  await loadRuntime('native');
  const all = Object.fromEntries(Object.keys(measuredModels).map((name) => [name, measuredOf(name)]));
  writeFileSync(file, `${JSON.stringify(all)}\n`);
}
