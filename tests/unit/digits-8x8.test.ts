import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDigits8x8 } from '../../src/data/digits-8x8.ts';
import { drawSubset } from '../../src/data/labelled-images.ts';
import { withNorms } from '../../src/data/sample-norms.ts';

test('the vendored digits are 1,797 images of 64 pixels, the first a zero', async () => {
  const images = await readDigits8x8();
  expect(images.labels.length).toBe(1797);
  expect([images.labels[0], images.labels[1796]]).toEqual([0, 8]);
  // The first row of the first image is 0 0 5 13 9 1 0 0, of 16.
  expect(Array.from(images.pixels(0)).slice(0, 8)).toEqual([0, 0, 5, 13, 9, 1, 0, 0].map((v) => v / 16));
  expect(images.pixels(1796)).toHaveLength(64);
});

test('a changed file of digits is refused with both checksums', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'digits-'));
  await writeFile(join(folder, 'digits.csv.gz'), 'changed');
  await expect(readDigits8x8(join(folder, 'digits.csv.gz'))).rejects.toThrow(
    /checksum of data\/digits-8x8\/digits\.csv\.gz is [0-9a-f]{64}, expected 09f66e/,
  );
  await rm(folder, { recursive: true });
});

const norms = (x: Float32Array, d: number) =>
  Array.from({ length: x.length / d }, (_, i) => Math.hypot(...x.subarray(i * d, (i + 1) * d)));
const meanSquare = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value ** 2, 0) / values.length;

test('other norms keep the directions of the samples and their mean square', async () => {
  const dataset = drawSubset(await readDigits8x8(), { n: 100, seed: 1, pool: 1, scale: 0.25 });
  const natural = norms(dataset.x, dataset.d);
  for (const kind of ['unit', 'lognormal', 'tenth-times-8'] as const) {
    const other = withNorms(dataset, kind, 1);
    const changed = norms(other.x, dataset.d);
    expect(meanSquare(changed)).toBeCloseTo(meanSquare(natural), 4);
    expect(other.id).not.toBe(dataset.id);
    const cosine = other.x.subarray(0, 64).reduce((sum, v, j) => sum + v * dataset.x[j], 0);
    expect(cosine / (changed[0] * natural[0])).toBeCloseTo(1, 5);
  }
  const unit = norms(withNorms(dataset, 'unit', 1).x, dataset.d);
  expect(Math.max(...unit) / Math.min(...unit)).toBeCloseTo(1, 5);
  const spread = norms(withNorms(dataset, 'tenth-times-8', 1).x, dataset.d).map((v, i) => v / natural[i]);
  expect(spread[0] / spread[99]).toBeCloseTo(8, 4);
  expect(spread.filter((v) => v > 2 * spread[99])).toHaveLength(10);
  expect(withNorms(dataset, 'natural', 1)).toBe(dataset);
});
