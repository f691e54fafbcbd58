import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cifar10Files, mostOfCifar10, readCifar10 } from '../../src/data/cifar-10.ts';
import { fashionMnistFiles, readFashionMnist } from '../../src/data/fashion-mnist.ts';
import { decodeIdx } from '../../src/data/idx.ts';
import { unpack } from '../../src/data/packed.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'packed-'));
});
afterEach(() => rm(folder, { recursive: true }));

function idx(shape: readonly number[], data: Uint8Array): Buffer {
  const header = Buffer.from([0, 0, 8, shape.length, ...shape.flatMap(() => [0, 0, 0, 0])]);
  shape.forEach((size, i) => header.writeUInt32BE(size, 4 + 4 * i));
  return Buffer.concat([header, data]);
}

const images = idx(
  [3, 28, 28],
  Uint8Array.from({ length: 3 * 28 * 28 }, (_, i) => i % 251),
);
const labels = idx([3], Uint8Array.of(7, 0, 9));
const [imageName, labelName] = fashionMnistFiles;
const write = (name: string, bytes: Uint8Array | string) => writeFile(join(folder, name), bytes);
const page = '<!DOCTYPE html>\n<html><head><title>404</title></head></html>\n';

test('a raw IDX file named .gz is read, and so is a packed one without the name', async () => {
  await write(`${imageName}.gz`, images);
  await write(labelName, gzipSync(labels));
  const read = await readFashionMnist(folder);
  expect(Array.from(read.labels)).toEqual([7, 0, 9]);
  expect(read.pixels(2)[0]).toBeCloseTo((1568 % 251) / 255, 12);
});

const packed = gzipSync(images);
const damaged = Uint8Array.from(packed, (byte, i) => (i === packed.length - 6 ? byte ^ 255 : byte));
const tar = Buffer.alloc(1024, 'x');
tar.write('ustar', 257);

/** What stands in place of the images, and what is said of it after the path of the file. */
const wrong: readonly (readonly [what: string, bytes: Uint8Array | string, said: string])[] = [
  ['a web page', page, 'is a web page, not data of Fashion-MNIST; fetch the file itself again'],
  ['a web page behind a byte order mark', `\ufeff \n<html>`, 'is a web page, not data of Fashion-MNIST'],
  ['an XML error', '<?xml version="1.0"?><Error/>', 'is a web page, not data of Fashion-MNIST'],
  ['a packed web page', gzipSync(page), 'is a web page, not data of Fashion-MNIST'],
  ['a file cut short', packed.subarray(0, packed.length / 2), 'ends too early; fetch it again'],
  ['a file of two bytes', packed.subarray(0, 2), 'ends too early; fetch it again'],
  ['a damaged file', damaged, 'is packed by gzip and damaged; fetch it again'],
  ['an empty file', '', 'is empty; fetch it again'],
  ['nothing, packed', gzipSync(''), 'is empty; fetch it again'],
  ['a zip archive', 'PK\x03\x04', 'is a zip archive, not data of Fashion-MNIST; unpack it'],
  ['a tar archive, packed', gzipSync(tar), 'is a tar archive, not data of Fashion-MNIST; unpack it'],
  ['a file packed twice', gzipSync(packed), 'is packed by gzip twice, not data of Fashion-MNIST; unpack it'],
  ['a pointer', 'version https://git-lfs.github.com/spec/v1\n', 'is a pointer of Git LFS'],
  ['some text', 'to be done', 'bytes are too few for an IDX header'],
  ['more text', 'to be done, some day', 'magic number is 0x746f2062, expected 0x00000803'],
  ['the labels', gzipSync(labels), 'bytes are too few for an IDX header of 16; fetch it again'],
  ['no images', idx([0, 28, 28], new Uint8Array(0)), 'its header says 0 × 28 × 28, which is nothing'],
  ['images without pixels', idx([3, 0, 0], new Uint8Array(0)), 'its header says 3 × 0 × 0, which is nothing'],
  ['two files in one', Buffer.concat([images, labels]), 'there is more than one file in it'],
  [
    'a header beyond all bounds',
    idx([4294967295, 4294967295, 4294967295], new Uint8Array(9)),
    'holds 9 bytes',
  ],
  ['zeros without end, packed', gzipSync(new Uint8Array(50_000_000)), 'unpacks to more than 47040016 bytes'],
];

test.each(wrong)('%s in place of images is told by the path of the file', async (_, bytes, said) => {
  await write(`${imageName}.gz`, bytes);
  await write(`${labelName}.gz`, gzipSync(labels));
  const message = await readFashionMnist(folder).then(
    () => 'it was read',
    (error: Error) => error.message,
  );
  expect(message.startsWith(`${join(folder, imageName)}.gz: `)).toBe(true);
  expect(message).toContain(said);
});

test('labels that are no class are refused with their place and value', async () => {
  await write(imageName, images);
  await write(`${labelName}.gz`, gzipSync(idx([3], Uint8Array.of(7, 10, 255))));
  await expect(readFashionMnist(folder)).rejects.toThrow(
    `${labelName}.gz: label 10 of image 1 is not below 10; the file is damaged or of other images`,
  );
});

test('a folder or a file without permission in place of a file is told, not passed over', async () => {
  await mkdir(join(folder, imageName));
  await write(`${imageName}.gz`, packed);
  await write(labelName, labels);
  await expect(readFashionMnist(folder)).rejects.toThrow(`${imageName}: is no file`);
  await rm(join(folder, imageName), { recursive: true });
  await write(imageName, images);
  await chmod(join(folder, imageName), 0);
  // The one who may read everything reads this too.
  if (process.getuid?.() !== 0)
    await expect(readFashionMnist(folder)).rejects.toThrow(`${imageName}: cannot be read`);
});

const record = Buffer.alloc(3073, 1);

test('CIFAR-10 has the same readers: web pages, cut files and wrong labels are told by their paths', async () => {
  const batch = cifar10Files[2];
  const said = async (bytes: Uint8Array | string) => {
    for (const name of cifar10Files) await write(name, name === batch ? bytes : record);
    return readCifar10(folder).then(
      ({ labels: { length } }) => length,
      (error: Error) => error.message.slice(folder.length + 1),
    );
  };
  expect(await said(gzipSync(Buffer.concat([record, record])))).toBe(6);
  expect(await said(page)).toMatch(`${batch}: is a web page, not data of CIFAR-10`);
  expect(await said(gzipSync(record).subarray(0, 20))).toMatch(`${batch}: ends too early`);
  expect(await said(Buffer.from([0x80, 0x02, 0x7d]))).toMatch(`${batch}: is a Python pickle`);
  expect(await said(Buffer.concat([record, Buffer.alloc(3073, 10)]))).toMatch(
    `${batch}: label 10 of image 1`,
  );
  expect(await said('')).toMatch(`${batch}: is empty`);
  expect(await said(gzipSync(Buffer.alloc(mostOfCifar10 + 1)))).toMatch(
    'unpacks to more than 30730000 bytes',
  );
  expect(await said(Buffer.alloc(mostOfCifar10 + 1))).toMatch(
    'has 30730001 bytes, and a file of CIFAR-10 at most',
  );
});

test('whatever the sizes in the header, an IDX file is read only where it has just as many bytes', () => {
  const sizes = fc.array(fc.oneof(fc.nat(4), fc.nat(0xffffffff)), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(sizes, fc.uint8Array({ maxLength: 64 }), fc.boolean(), (shape, data, cut) => {
      const size = shape.reduce((product, side) => product * BigInt(side), 1n);
      const bytes = cut || size > 256n ? data : new Uint8Array(Number(size)).fill(7);
      const read = () => decodeIdx(idx(shape, bytes), shape.length, 'x');
      if (size === BigInt(bytes.length) && size > 0n) {
        expect(read().shape).toEqual(shape);
        expect(Array.from(read().data)).toEqual(Array.from(bytes));
      } else expect(read).toThrow(/^x: /);
    }),
  );
});

test('wherever a packed file is cut, its name is told', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: packed.length - 1 }), (length) => {
      expect(() => unpack(packed.subarray(0, length), 'a.gz', 'data', 1e6)).toThrow('a.gz: ends too early');
    }),
  );
});
