import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { data, readTensors, type Model } from './network.ts';

/*
 * The loss of a linear network with the loss ½‖residual‖² has the Hessian X̃ᵀX̃/n ⊗ I of its samples with a 1 appended,
 * whatever the parameters: each eigenvalue is there once for every output. Nothing here is imported from the project.
 */

interface Artifact {
  readonly id: string;
  readonly model?: Model;
  readonly eigenpairs?: readonly { readonly value: number }[];
  readonly sharpness?: readonly {
    readonly step: number;
    readonly values: readonly number[];
    readonly status: string;
  }[];
}

const linear = readdirSync(join(data, 'artifacts'))
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(data, 'artifacts', name), 'utf8')) as Artifact)
  .filter(({ model }) => model?.kind === 'mlp' && model.layers.length === 2 && model.loss === 'mse');

/** X̃ᵀX̃/n, rows one after the other. */
function gram(dataset: string): { readonly side: number; readonly entries: Float64Array } {
  const { x } = readTensors(join(data, 'datasets', `${dataset}.safetensors`));
  const [n, d] = x.shape;
  const side = d + 1;
  const entries = new Float64Array(side * side);
  const row = new Float64Array(side).fill(1);
  for (let i = 0; i < n; i++) {
    row.set(x.values.subarray(i * d, (i + 1) * d));
    for (let p = 0; p < side; p++)
      for (let q = 0; q < side; q++) entries[p * side + q] += (row[p] * row[q]) / n;
  }
  return { side, entries };
}

/** How many eigenvalues exceed t: as many as pivots of the matrix less t·I are positive (Sylvester's law of inertia). */
function above(t: number, { side, entries }: ReturnType<typeof gram>): number {
  const a = Float64Array.from(entries, (entry, i) => (i % (side + 1) === 0 ? entry - t : entry));
  let positive = 0;
  for (let k = 0; k < side; k++) {
    const pivot = a[k * side + k];
    if (pivot > 0) positive++;
    for (let i = k + 1; i < side; i++) {
      const factor = a[i * side + k] / pivot;
      for (let j = k + 1; j < side; j++) a[i * side + j] -= factor * a[k * side + j];
    }
  }
  return positive;
}

const tolerance = 1e-8;

test('linear networks are published, with eigenvalues and with sharpness along their training', () => {
  expect(linear.filter(({ eigenpairs }) => eigenpairs?.length).length).toBeGreaterThan(5);
  expect(linear.filter(({ sharpness }) => sharpness?.length).length).toBeGreaterThan(1);
});

test.each(linear)(
  '$id: its eigenvalues are those of its samples, each once for every output',
  ({ model, eigenpairs = [], sharpness = [] }) => {
    const matrix = gram(model!.dataset);
    const outputs = model!.layers[1];
    const known = new Map<number, number>();
    const count = (t: number) => known.get(t) ?? known.set(t, outputs * above(t, matrix)).get(t)!;
    const lists = [eigenpairs.map(({ value }) => value), ...sharpness.map(({ values }) => values)];
    for (const values of lists)
      values.forEach((value, i) => {
        expect(count(value * (1 + tolerance)), `eigenvalues above ${value}, number ${i}`).toBeLessThanOrEqual(
          i,
        );
        expect(count(value * (1 - tolerance)), `eigenvalues from ${value} on, number ${i}`).toBeGreaterThan(
          i,
        );
      });
    for (const { status } of sharpness) expect(status).toBe('converged');
  },
);
