import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decodeDigits, encodeDigits } from '../../src/data/digit-bytes.ts';
import { parseDigits, readDigits8x8 } from '../../src/data/digits-8x8.ts';
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

/** Two images of zeros, the first number of the second replaced. */
const rows = (first: string, label = '9') => {
  const zeros = Array.from({ length: 63 }, () => '0').join(',');
  return `0,${zeros},3\n${first}${first === '' ? '' : ','}${zeros},${label}\n`;
};

test.each([
  ['NaN', 'pixel 0 of image 1 is NaN, expected 0 to 16'],
  ['Infinity', 'pixel 0 of image 1 is Infinity, expected 0 to 16'],
  ['-1', 'pixel 0 of image 1 is -1, expected 0 to 16'],
  ['17', 'pixel 0 of image 1 is 17, expected 0 to 16'],
  ['1.5', 'pixel 0 of image 1 is 1.5, no whole number'],
  [' ', 'pixel 0 of image 1 is NaN, expected 0 to 16'],
  ['x', 'pixel 0 of image 1 is NaN, expected 0 to 16'],
  ['', 'image 1 has 64 numbers, expected 64 pixels and a label'],
  ['0,0', 'image 1 has 66 numbers, expected 64 pixels and a label'],
])('the field "%s" is no pixel', (field, said) => {
  expect(() => parseDigits(rows(field), 'digits.csv')).toThrow(`digits.csv: ${said}`);
});

test('labels are the ten digits, in rows and in bytes', () => {
  expect(Array.from(parseDigits(rows('16'), 'digits.csv').labels)).toEqual([3, 9]);
  for (const label of ['10', '-1', 'NaN', '', '1.5'])
    expect(() => parseDigits(rows('16', label), 'digits.csv')).toThrow(/^digits.csv: label \S+ of image 1/);
});

test('bytes for the browser that are no digits are refused, both ways', () => {
  const digits = parseDigits(rows('16'), 'digits.csv');
  const bytes = encodeDigits(digits);
  expect(() => decodeDigits(bytes.map((byte, i) => (i === 70 ? 17 : byte)))).toThrow(
    'pixel 5 of image 1 is 17',
  );
  expect(() => decodeDigits(bytes.map((byte, i) => (i === 64 ? 11 : byte)))).toThrow('label 11 of image 0');
  expect(() => encodeDigits({ ...digits, pixels: () => new Float64Array(64).fill(NaN) })).toThrow('is NaN');
  expect(() => encodeDigits({ ...digits, pixels: () => new Float64Array(64).fill(0.3) })).toThrow('no whole');
  expect(() => encodeDigits({ ...digits, pixels: () => new Float64Array(49) })).toThrow('has 50 numbers');
});

test('more samples than images, and blocks that do not divide the images, are refused by name', () => {
  const digits = parseDigits(rows('16'), 'digits.csv');
  const subset = { n: 2, seed: 0, pool: 1, scale: 1 };
  expect(() => drawSubset(digits, { ...subset, n: 3 })).toThrow('digits: 3 samples of 2 images');
  expect(() => drawSubset(digits, { ...subset, pool: 3 })).toThrow('digits: images of side 8 do not divide');
});
