import { createHash } from 'node:crypto';
import { cifar10Files, mostOfCifar10, readCifar10 } from './cifar-10.ts';
import type { Dataset } from './dataset.ts';
import { readDigits8x8 } from './digits-8x8.ts';
import { fashionMnistFiles, mostOfFashionMnist, readFashionMnist } from './fashion-mnist.ts';
import { dataFolder, readFromFolder, type FolderFile } from './folder.ts';
import { drawSubset, type LabelledImages, type Subset } from './labelled-images.ts';
import { readMnist } from './mnist.ts';

/** What the network experiments can be trained on: `--dataset`. */
export const imageSources = ['mnist', 'digits', 'fashion-mnist', 'cifar-10'] as const;
export type ImageSource = (typeof imageSources)[number];

/** As texts call them. */
export const imageNames: Readonly<Record<ImageSource, string>> = {
  mnist: 'MNIST digits',
  digits: 'handwritten digits of 8 × 8 pixels',
  'fashion-mnist': 'Fashion-MNIST images',
  'cifar-10': 'CIFAR-10 images in grey',
};

/** As texts call them where it is known which they are. */
export const imageNouns: Readonly<Record<ImageSource, 'digits' | 'images'>> = {
  mnist: 'digits',
  digits: 'digits',
  'fashion-mnist': 'images',
  'cifar-10': 'images',
};

const imageId = new RegExp(`^(?:parity-)?(${imageSources.join('|')})-\\d`);

/** Where the samples of a data set come from, by its id; null where they were made by rule. */
export const sourceOfDataset = (id: string): ImageSource | null =>
  (imageId.exec(id)?.[1] as ImageSource | undefined) ?? null;

interface Reader {
  readonly read: () => Promise<LabelledImages>;
  /** Side of the blocks over which pixels are averaged. */
  readonly pool: number;
  /** Files of the user's folder; none where the images come with the project. */
  readonly files: readonly Omit<FolderFile, 'source'>[];
}

/** Images that come with the project are read once in a process, which may run many tasks on them. */
function once<T>(read: () => Promise<T>): () => Promise<T> {
  let images: Promise<T> | undefined;
  return () => (images ??= read());
}

const readers: Readonly<Record<ImageSource, Reader>> = {
  mnist: { read: once(() => readMnist()), pool: 2, files: [] },
  digits: { read: once(() => readDigits8x8()), pool: 1, files: [] },
  'fashion-mnist': {
    read: () => readFashionMnist(dataFolder('Fashion-MNIST')),
    pool: 2,
    files: fashionMnistFiles.map((name) => ({ name, most: mostOfFashionMnist })),
  },
  'cifar-10': {
    read: () => readCifar10(dataFolder('CIFAR-10')),
    pool: 2,
    files: cifar10Files.map((name) => ({ name, most: mostOfCifar10 })),
  },
};

/**
 * The samples of one seed from one source.
 * @throws Error naming file and remedy where the images cannot be read, or are too few
 */
export async function loadImages(source: ImageSource, subset: Omit<Subset, 'pool'>): Promise<Dataset> {
  const { read, pool } = readers[source];
  return drawSubset(await read(), { ...subset, pool });
}

/** Whether a source's images are in a folder of the user's. */
export const isFromFolder = (source: ImageSource): boolean => readers[source].files.length > 0;

/** How many images a source has. */
export const imageCount = async (source: ImageSource): Promise<number> =>
  (await readers[source].read()).labels.length;

/**
 * sha256 over a source's files in the user's folder, for the keys of artifacts; null where it comes with the project.
 * @throws Error naming file and remedy where one cannot be read
 */
export async function folderChecksum(source: ImageSource): Promise<string | null> {
  const { files } = readers[source];
  if (files.length === 0) return null;
  const hash = createHash('sha256');
  for (const file of files) {
    const { bytes } = await readFromFolder(dataFolder(source), { ...file, source });
    hash.update(bytes);
  }
  return hash.digest('hex');
}
