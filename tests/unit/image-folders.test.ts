import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cifar10Files, readCifar10 } from '../../src/data/cifar-10.ts';
import { fashionMnistFiles, readFashionMnist } from '../../src/data/fashion-mnist.ts';
import { dataFolderVariable } from '../../src/data/folder.ts';
import { decodeIdx } from '../../src/data/idx.ts';
import { folderChecksum, loadImages } from '../../src/data/image-source.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'images-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

/** An IDX file: two zero bytes, type, number of dimensions, big-endian sizes, data. */
function idx(shape: readonly number[], data: Uint8Array, type = 8): Uint8Array {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header[2] = type;
  header[3] = shape.length;
  shape.forEach((size, i) => header.writeUInt32BE(size, 4 + 4 * i));
  return Buffer.concat([header, data]);
}

const pixels = Uint8Array.from({ length: 3 * 28 * 28 }, (_, i) => i % 256);
const write = (name: string, bytes: Uint8Array) => writeFile(join(folder, name), bytes);

async function writeFashion(images = idx([3, 28, 28], pixels), labels = idx([3], Uint8Array.of(7, 0, 9))) {
  await write(fashionMnistFiles[0], images);
  await write(`${fashionMnistFiles[1]}.gz`, gzipSync(labels));
}

test('Fashion-MNIST comes from IDX files, packed or not, with pixels from 0 to 1', async () => {
  await writeFashion();
  const images = await readFashionMnist(folder);
  expect([...Array.from(images.labels)]).toEqual([7, 0, 9]);
  expect(images.side).toBe(28);
  expect(images.pixels(0)[255]).toBe(1);
  expect(images.pixels(1)[0]).toBeCloseTo((784 % 256) / 255, 12);
});

test('an IDX file of another type is named with both magic numbers', async () => {
  await writeFashion(idx([3, 28, 28], pixels, 0x0d));
  await expect(readFashionMnist(folder)).rejects.toThrow(
    'train-images-idx3-ubyte: magic number is 0x00000d03, expected 0x00000803',
  );
});

test('a truncated IDX file is told from its header, and so is one without a whole header', async () => {
  await writeFashion(idx([3, 28, 28], pixels.subarray(0, 100)));
  await expect(readFashionMnist(folder)).rejects.toThrow(
    'holds 100 bytes of data, its header says 3 × 28 × 28 = 2352; the file is truncated',
  );
  expect(() => decodeIdx(Uint8Array.of(0, 0, 8, 3, 0), 3, 'images')).toThrow(
    'images: 5 bytes are too few for an IDX header of 16',
  );
});

test('labels that do not match the images and images that are not square are refused', async () => {
  await writeFashion(undefined, idx([2], Uint8Array.of(1, 2)));
  await expect(readFashionMnist(folder)).rejects.toThrow('2 labels for 3 images');
  await writeFashion(idx([6, 14, 28], pixels));
  await expect(readFashionMnist(folder)).rejects.toThrow('images are 14 × 28, not square');
});

/** One CIFAR-10 record: a label, then a red, a green and a blue plane, each of one value. */
const cifar = (label: number, [red, green, blue]: readonly [number, number, number]) =>
  Uint8Array.from({ length: 3073 }, (_, i) =>
    i === 0 ? label : [red, green, blue][Math.floor((i - 1) / 1024)],
  );

async function writeCifar(first: Uint8Array) {
  await Promise.all(cifar10Files.map((name, i) => write(name, i === 0 ? first : cifar(i, [0, 0, 0]))));
}

test('CIFAR-10 comes as grey images in the order of its batches', async () => {
  await writeCifar(Buffer.concat([cifar(9, [255, 0, 0]), cifar(8, [0, 255, 255])]));
  const images = await readCifar10(folder);
  expect([...Array.from(images.labels)]).toEqual([9, 8, 1, 2, 3, 4]);
  expect(images.pixels(0)[1023]).toBeCloseTo(0.299, 12);
  expect(images.pixels(1)[0]).toBeCloseTo(0.701, 12);
});

test('a truncated CIFAR-10 batch, a wrong label and a missing batch are named', async () => {
  await writeCifar(cifar(0, [1, 2, 3]).subarray(0, 3000));
  await expect(readCifar10(folder)).rejects.toThrow(
    'data_batch_1.bin: 3000 bytes are not a whole number of records of 3073; the file is truncated',
  );
  await writeCifar(cifar(10, [1, 2, 3]));
  await expect(readCifar10(folder)).rejects.toThrow('data_batch_1.bin: label 10 of image 0 is not below 10');
  await rm(join(folder, 'data_batch_4.bin'));
  await expect(readCifar10(folder)).rejects.toThrow('neither data_batch_4.bin nor data_batch_4.bin.gz');
});

test('a source from a folder is drawn, pooled and standardised like any other, and its files have a checksum', async () => {
  await writeFashion();
  await expect(loadImages('fashion-mnist', { n: 2, seed: 0, scale: 0.25 })).rejects.toThrow('--data-dir');
  vi.stubEnv(dataFolderVariable, folder);
  const dataset = await loadImages('fashion-mnist', { n: 2, seed: 0, scale: 0.25 });
  expect([dataset.n, dataset.d, dataset.x.length]).toEqual([2, 196, 392]);
  const before = await folderChecksum('fashion-mnist');
  expect(before).toMatch(/^[0-9a-f]{64}$/);
  await write(
    fashionMnistFiles[0],
    idx(
      [3, 28, 28],
      pixels.map((value) => 255 - value),
    ),
  );
  expect(await folderChecksum('fashion-mnist')).not.toBe(before);
  expect(await folderChecksum('mnist')).toBeNull();
});
