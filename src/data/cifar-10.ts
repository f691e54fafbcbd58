import { readFromFolder } from './folder.ts';
import { checkLabels, type LabelledImages } from './labelled-images.ts';

/** The files of its training images, in their order. */
export const cifar10Files = [1, 2, 3, 4, 5].map((batch) => `data_batch_${batch}.bin`);

const side = 32;
const plane = side ** 2;
/** A label byte, then the red, the green and the blue plane. */
const record = 1 + 3 * plane;
/** Luma of red, green and blue (ITU-R BT.601): our networks see one channel. */
const luma = [0.299, 0.587, 0.114];

/** Bytes of a batch: 10,000 images. */
export const mostOfCifar10 = 10_000 * record;

async function readBatch(folder: string, name: string): Promise<Uint8Array> {
  const { file, bytes } = await readFromFolder(folder, { name, source: 'CIFAR-10', most: mostOfCifar10 });
  if (bytes.length % record !== 0)
    throw new Error(
      `${file}: ${bytes.length} bytes are not a whole number of records of ${record}; the file is truncated or of another version of CIFAR-10, so fetch the binary version again`,
    );
  checkLabels(
    Uint8Array.from({ length: bytes.length / record }, (_, i) => bytes[i * record]),
    file,
  );
  return bytes;
}

/**
 * CIFAR-10's training images from the five files of its binary version, as grey images.
 * @throws Error naming the file and what is wrong in it
 */
export async function readCifar10(folder: string): Promise<LabelledImages> {
  const batches = await Promise.all(cifar10Files.map((name) => readBatch(folder, name)));
  const records = batches.flatMap((batch) =>
    Array.from({ length: batch.length / record }, (_, i) => batch.subarray(i * record, (i + 1) * record)),
  );
  return {
    name: 'cifar-10',
    words: 'CIFAR-10 training images (A. Krizhevsky) in grey',
    licence: 'not stated by its authors',
    side,
    labels: records.map(([label]) => label),
    pixels: (i) =>
      Array.from({ length: plane }, (_, pixel) =>
        luma.reduce((sum, weight, c) => sum + (weight * records[i][1 + c * plane + pixel]) / 255, 0),
      ),
  };
}
