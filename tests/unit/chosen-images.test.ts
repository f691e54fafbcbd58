import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fashionMnistFiles } from '../../src/data/fashion-mnist.ts';
import { dataFolderVariable } from '../../src/data/folder.ts';
import { folderChecksum } from '../../src/data/image-source.ts';
import { experimentsOf, onImages } from '../../src/registry/chosen-images.ts';
import { mnistDigits, trainingImages, type ImageParameters } from '../../src/measure/image-data.ts';
import { variantSeeds } from '../../src/pipeline/task.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chosen-'));
  vi.stubEnv(dataFolderVariable, folder);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

/** A Fashion-MNIST of `count` images, each of other pixels. */
async function writeFashion(count: number): Promise<void> {
  const [images, labels] = [Buffer.alloc(16 + 784 * count), Buffer.alloc(8 + count)];
  [0x0803, count, 28, 28].forEach((value, i) => images.writeUInt32BE(value, 4 * i));
  [0x0801, count].forEach((value, i) => labels.writeUInt32BE(value, 4 * i));
  for (let i = 0; i < 784 * count; i++) images[16 + i] = (i * 37) % 251;
  for (let i = 0; i < count; i++) labels[8 + i] = i % 10;
  await writeFile(join(folder, fashionMnistFiles[0]), images);
  await writeFile(join(folder, fashionMnistFiles[1]), labels);
}

const imagesOf = (parameters: unknown) => (parameters as { images?: ImageParameters }).images;

test('every experiment that has images gets those of --dataset, no more than there are, with their checksum', async () => {
  await writeFashion(40);
  const sha256 = await folderChecksum('fashion-mnist');
  const registered = await experimentsOf({ sweep: null, dataset: 'fashion-mnist' });
  const images = registered.flatMap(({ experiment }) =>
    Object.values(experiment.variants('full')).map(({ parameters }) => imagesOf(parameters)),
  );
  const changed = images.filter((one) => one !== undefined);
  expect(changed.length).toBeGreaterThan(40);
  for (const one of changed) expect(one).toMatchObject({ source: 'fashion-mnist', sha256, samples: 40 });
  const own = await experimentsOf({ sweep: null, dataset: null });
  expect(imagesOf(Object.values(own[0].experiment.variants('full'))[0].parameters)).toEqual(mnistDigits);
});

test('what has no images stays as it is', () => {
  const parameters = { alpha: 1.5 };
  expect(onImages(parameters, () => ({ source: 'digits', sha256: null, available: 9 }))).toBe(parameters);
});

test('a run is refused where the folder no longer holds the files it was planned for', async () => {
  await writeFashion(40);
  const parameters: ImageParameters = {
    ...mnistDigits,
    source: 'fashion-mnist',
    samples: 20,
    sha256: await folderChecksum('fashion-mnist'),
  };
  expect((await trainingImages(parameters, 0)).n).toBe(20);
  await writeFashion(39);
  await expect(trainingImages(parameters, 0)).rejects.toThrow(/fashion-mnist: the files have checksum/);
});

test('a missing file is named before anything runs', async () => {
  await expect(experimentsOf({ sweep: null, dataset: 'cifar-10' })).rejects.toThrow(
    'cifar-10: neither data_batch_1.bin nor data_batch_1.bin.gz can be read',
  );
});

test('--seeds counts from 0, and --first-seed moves every seed', () => {
  expect(variantSeeds([0, 1, 2], {})).toEqual([0, 1, 2]);
  expect(variantSeeds([0, 1, 2], { seeds: 2 })).toEqual([0, 1]);
  expect(variantSeeds([0, 1, 2], { firstSeed: 100 })).toEqual([100, 101, 102]);
});
