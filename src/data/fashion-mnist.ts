import { readFromFolder } from './folder.ts';
import { decodeIdx } from './idx.ts';
import { checkLabels, type LabelledImages } from './labelled-images.ts';

/** The files of its training images and of their labels. */
export const fashionMnistFiles = ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte'] as const;

/** Bytes of the longest file: the header and 60,000 images of 28 × 28 pixels. */
export const mostOfFashionMnist = 16 + 60_000 * 28 ** 2;

/**
 * Fashion-MNIST's training images from the two IDX files of its authors, packed or not.
 * @throws Error naming the file and what is wrong in it
 */
export async function readFashionMnist(folder: string): Promise<LabelledImages> {
  const [imageFile, labelFile] = await Promise.all(
    fashionMnistFiles.map((name) =>
      readFromFolder(folder, { name, source: 'Fashion-MNIST', most: mostOfFashionMnist }),
    ),
  );
  const images = decodeIdx(imageFile.bytes, 3, imageFile.file);
  const labels = decodeIdx(labelFile.bytes, 1, labelFile.file);
  const [count, side, width] = images.shape;
  if (side !== width)
    throw new Error(`${imageFile.file}: images are ${side} × ${width}, not square; fetch it again`);
  if (labels.shape[0] !== count)
    throw new Error(
      `${labelFile.file}: ${labels.shape[0]} labels for ${count} images in ${imageFile.file}; fetch both again`,
    );
  checkLabels(labels.data, labelFile.file);
  return {
    name: 'fashion-mnist',
    words: 'Fashion-MNIST training images (Zalando Research)',
    licence: 'MIT',
    side,
    labels: labels.data,
    pixels: (i) =>
      Array.from(images.data.subarray(i * side ** 2, (i + 1) * side ** 2), (value) => value / 255),
  };
}
