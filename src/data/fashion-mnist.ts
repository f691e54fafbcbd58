import { readFromFolder } from './folder.ts';
import { decodeIdx } from './idx.ts';
import type { LabelledImages } from './labelled-images.ts';

export const fashionMnistFiles = ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte'] as const;

/** Fashion-MNIST's training images from the two IDX files of its authors, packed or not. */
export async function readFashionMnist(folder: string): Promise<LabelledImages> {
  const [imageFile, labelFile] = await Promise.all(
    fashionMnistFiles.map((name) => readFromFolder(folder, name, 'Fashion-MNIST')),
  );
  const images = decodeIdx(imageFile, 3, fashionMnistFiles[0]);
  const labels = decodeIdx(labelFile, 1, fashionMnistFiles[1]);
  const [count, side, width] = images.shape;
  if (side !== width) throw new Error(`${fashionMnistFiles[0]}: images are ${side} × ${width}, not square`);
  if (labels.shape[0] !== count)
    throw new Error(`${fashionMnistFiles[1]}: ${labels.shape[0]} labels for ${count} images`);
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
