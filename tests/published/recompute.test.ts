import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/*
 * Losses of the published slices, recomputed from the published files alone by plain loops in float64: this file
 * imports nothing of ours, as a stranger would.
 */
const data = join(process.env['MULTISCALE_DIST'] ?? 'dist', 'data');

interface Tensor {
  shape: number[];
  values: ArrayLike<number>;
}

interface Artifact {
  id: string;
  status: string;
  model?: { layers: number[]; activation: string; loss: string; dataset: string };
  slices: { direction: string; centre: string; t: number[]; loss: number[] }[];
  eigenpairs: { value: number; residual: number; direction: string }[];
}

function readTensors(path: string): Record<string, Tensor> {
  const bytes = readFileSync(path);
  const length = Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.subarray(8, 8 + length).toString()) as Record<
    string,
    { dtype: string; shape: number[]; data_offsets: [number, number] }
  >;
  return Object.fromEntries(
    Object.entries(header).map(([name, { dtype, shape, data_offsets }]) => {
      const slice = bytes.subarray(8 + length + data_offsets[0], 8 + length + data_offsets[1]);
      const count = shape.reduce((product, side) => product * side, 1);
      const at = {
        F32: (i: number) => slice.readFloatLE(4 * i),
        F64: (i: number) => slice.readDoubleLE(8 * i),
        I32: (i: number) => slice.readInt32LE(4 * i),
      }[dtype]!;
      return [name, { shape, values: Array.from({ length: count }, (_, i) => at(i)) }];
    }),
  );
}

function recomputedLoss(
  artifact: Artifact,
  tensors: Record<string, Tensor>,
  direction: string,
  t: number,
): number {
  const { layers, activation, loss, dataset } = artifact.model!;
  const samples = readTensors(join(data, 'datasets', `${dataset}.safetensors`));
  const [n, inputs] = samples['x'].shape;
  const step = tensors[`direction/${direction}`].values;
  let offset = 0;
  const moved = layers.slice(1).flatMap((_, l) =>
    [`final/W${l}`, `final/b${l}`].map((name) => {
      const { values } = tensors[name];
      const point = Array.from(values, (value, i) => value + t * step[offset + i]);
      offset += values.length;
      return point;
    }),
  );
  let total = 0;
  for (let sample = 0; sample < n; sample++) {
    let units = Array.from({ length: inputs }, (_, i) => samples['x'].values[sample * inputs + i]);
    for (let l = 0; l + 1 < layers.length; l++) {
      const [weights, biases] = [moved[2 * l], moved[2 * l + 1]];
      const next: number[] = [];
      for (let j = 0; j < layers[l + 1]; j++) {
        let z = biases[j];
        for (let i = 0; i < units.length; i++) z += units[i] * weights[i * layers[l + 1] + j];
        next.push(l + 2 < layers.length && activation === 'tanh' ? Math.tanh(z) : z);
      }
      units = next;
    }
    expect(loss).toBe('mse');
    for (let j = 0; j < units.length; j++) {
      const target = samples['y'].values[sample] === j ? 1 : 0;
      total += 0.5 * (units[j] - target) ** 2;
    }
  }
  return total / n;
}

const artifacts = readdirSync(join(data, 'artifacts'))
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(data, 'artifacts', name), 'utf8')) as Artifact)
  .filter(({ model, status }) => model && status !== 'diverged');

test('there are published networks to recompute', () => {
  expect(artifacts.length).toBeGreaterThan(0);
});

test.each(artifacts)('$id: losses of every slice follow from the published tensors', (artifact) => {
  const tensors = readTensors(join(data, 'tensors', `${artifact.id}.safetensors`));
  for (const { direction, t, loss } of artifact.slices) {
    const norm = Math.hypot(...Array.from(tensors[`direction/${direction}`].values));
    expect(norm).toBeCloseTo(1, 12);
    for (const i of [0, Math.floor(t.length / 4), Math.floor(t.length / 2), t.length - 1]) {
      const recomputed = recomputedLoss(artifact, tensors, direction, t[i]);
      expect(Math.abs(recomputed - loss[i]) / loss[i], `${direction} at t = ${t[i]}`).toBeLessThan(1e-6);
    }
  }
});
